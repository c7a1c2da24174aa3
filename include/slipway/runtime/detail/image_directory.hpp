// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/core/read_file.hpp>
#include <slipway/json/value.hpp>
#include <slipway/oci/digest.hpp>
#include <slipway/oci/remove_tree.hpp>
#include <slipway/runtime/detail/image_files.hpp>

namespace slipway::runtime::detail {

/// What the store knows of an image under one name.
struct image_record {
    oci::digest manifest{};  ///< what the name pointed to: an image's manifest, or an index
    oci::digest chosen{};    ///< the manifest of this machine's image
    oci::digest config{};
};
using image_table = std::map<std::string, image_record>;

/// The directory of an image store:
/// `images.json` names, `blobs/` manifests' configurations, `layers/ALGORITHM-HEX/rootfs` unpacked
/// layers with their size in `layer.json`, `locks/` what is being made or used, `work/` what is not
/// finished.
class image_directory {
public:
    explicit image_directory(std::filesystem::path root) : root_(std::move(root)) {
        std::error_code error;
        std::filesystem::create_directories(root_, error);
        if (!error) std::filesystem::permissions(root_, std::filesystem::perms::owner_all, error);
        for (const char* name : {"blobs", "layers", "locks", "work"})
            if (!error) std::filesystem::create_directory(root_ / name, error);
        if (error) {
            errno = error.value();
            image_files_fail("cannot make its directory " + root_.string());
        }
    }

    static std::string file_name(const oci::digest& d) {
        return std::string(oci::to_string(d.algorithm())) + "-" + std::string(d.hex());
    }
    std::filesystem::path blob(const oci::digest& d) const {
        return root_ / "blobs" / file_name(d);
    }
    std::filesystem::path layer(const oci::digest& diff_id) const {
        return root_ / "layers" / file_name(diff_id);
    }
    std::filesystem::path layer_lock(const oci::digest& diff_id) const {
        return root_ / "locks" / file_name(diff_id);
    }
    /// Held shared by every pull, so that what it has brought so far is not taken for garbage.
    std::filesystem::path pull_lock() const { return root_ / "locks" / "pulls"; }

    bool has_layer(const oci::digest& diff_id) const {
        return std::filesystem::exists(layer(diff_id));
    }

    std::uint64_t layer_size(const oci::digest& diff_id) const {
        const auto bytes = core::read_file(layer(diff_id) / "layer.json");
        const auto v = json::value::parse(bytes.value_or("{}"), nullptr, false);
        return v.is_object() && v.contains("bytes") && v["bytes"].is_number_unsigned()
                   ? v["bytes"].get<std::uint64_t>()
                   : 0;
    }

    /// A new directory for unfinished work.
    std::filesystem::path make_work() const {
        std::string made = (root_ / "work" / "XXXXXX").string();
        if (!::mkdtemp(made.data()))
            image_files_fail("cannot make a directory in " + (root_ / "work").string());
        return made;
    }

    image_table read_table() const {
        image_table made;
        const auto bytes = core::read_file(root_ / "images.json");
        if (!bytes) return made;
        try {
            const json::value all = json::value::parse(*bytes);
            for (const auto& [name, v] : all.at("images").items())
                made[name] = {oci::digest::parse(v.at("manifest").get<std::string>()),
                              oci::digest::parse(v.at("chosen").get<std::string>()),
                              oci::digest::parse(v.at("config").get<std::string>())};
        } catch (const std::exception& e) {
            throw status_error(
                core::reason::internal_error,
                "image store: " + (root_ / "images.json").string() + " is damaged: " + e.what());
        }
        return made;
    }

    /// Changes the names as one step among all processes.
    template <class Change>
    void change_table(Change change) const {
        const core::file_lock lock(root_ / "locks" / "images", LOCK_EX);
        image_table table = read_table();
        change(table);
        json::value v{{"images", json::value::object()}};
        for (const auto& [name, record] : table)
            v["images"][name] = {{"manifest", record.manifest.str()},
                                 {"chosen", record.chosen.str()},
                                 {"config", record.config.str()}};
        replace_file(root_ / "images.json", v.dump());
    }

    /// Removes what crashed pulls have left, if no pull runs in any process.
    void clean_work() const {
        const core::file_lock alone(pull_lock(), LOCK_EX | LOCK_NB);
        if (!alone.held()) return;
        for (const auto& left : std::filesystem::directory_iterator(root_ / "work"))
            oci::remove_tree(left.path());
        const core::file_lock names(root_ / "locks" / "images", LOCK_EX);
        for (const auto& left : std::filesystem::directory_iterator(root_))
            if (left.path().filename().string().starts_with("images.json."))
                oci::remove_tree(left.path());
    }

    /// Removes blobs and layers whose file names are not in `used`; those held by a lock stay.
    /// Gives the bytes freed.
    std::uint64_t remove_unused(const std::set<std::string>& used) const {
        for (const auto& b : std::filesystem::directory_iterator(root_ / "blobs"))
            if (used.count(b.path().filename().string()) == 0) oci::remove_tree(b.path());
        std::vector<std::string> names;
        for (const auto& l : std::filesystem::directory_iterator(root_ / "layers")) {
            const std::string name = l.path().filename().string();
            if (used.count(name) == 0) names.push_back(name);
        }
        std::uint64_t freed = 0;
        for (std::string name : names) {
            const core::file_lock alone(root_ / "locks" / name, LOCK_EX | LOCK_NB);
            if (!alone.held()) continue;
            const auto grave = make_work();
            std::string text = name;
            std::replace(text.begin(), text.end(), '-', ':');
            if (const auto d = oci::digest::try_parse(text)) freed += layer_size(*d);
            std::filesystem::rename(root_ / "layers" / name, grave / "removed");
            oci::remove_tree(grave);
        }
        return freed;
    }

    const std::filesystem::path& root() const noexcept { return root_; }

private:
    std::filesystem::path root_;
};

}  // namespace slipway::runtime::detail
