// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <slipway/core/file_lock.hpp>
#include <slipway/oci/manifest.hpp>
#include <slipway/oci/remove_tree.hpp>
#include <slipway/registry/layout.hpp>

namespace slipway::engine::detail {

/// Manifests and blobs as they came, in an OCI image layout: `.busy` is locked by all who change
/// it, `.work` has what is not finished, `.collect` says that something waits to be collected.
/// Whether an image has a name is known elsewhere.
class content {
public:
    explicit content(std::filesystem::path directory) : directory_(std::move(directory)) {
        std::error_code error;
        std::filesystem::create_directories(directory_ / ".work", error);
        if (!error)
            std::filesystem::permissions(directory_, std::filesystem::perms::owner_all, error);
        if (error)
            throw status_error(
                core::reason::internal_error,
                "cannot make the directory " + directory_.string() + ": " + error.message());
        {
            const core::file_lock used = use();
            layout_.emplace(directory_);
        }
        if (const core::file_lock alone = try_alone(); alone.held()) clean(parts_stay);
    }

    registry::layout_registry& layout() { return *layout_; }
    std::filesystem::path work() const { return directory_ / ".work"; }

    /// Held by all who bring or read content, so that nothing of theirs is collected.
    core::file_lock use() const { return core::file_lock(directory_ / ".busy", LOCK_SH); }
    /// For the collector; not held where somebody uses the content.
    core::file_lock try_alone() const {
        return core::file_lock(directory_ / ".busy", LOCK_EX | LOCK_NB);
    }

    void collect_later() const { std::ofstream(directory_ / ".collect").flush(); }
    bool waits_for_collection() const { return std::filesystem::exists(directory_ / ".collect"); }

    bool has(const oci::digest& d) { return layout_->stat_blob(any_repository, d).has_value(); }
    oci::byte_source read(const oci::digest& d) { return layout_->read_blob(any_repository, d); }
    /// A manifest or configuration, verified. Throws `status_error` (not_found, invalid).
    std::string document(const oci::digest& d) {
        std::string bytes = oci::read_all(read(d), most_of_a_document);
        if (oci::digest_of(bytes, d.algorithm()) != d)
            throw status_error(core::reason::invalid, "the blob " + d.str() + " in " +
                                                          directory_.string() + " is damaged");
        return bytes;
    }

    /// What an image's manifest leads to, itself included; less where that is not here.
    void mark(const oci::digest& manifest, std::set<oci::digest>& used) {
        used.insert(manifest);
        if (!has(manifest)) return;
        const auto parsed = oci::parse_manifest(document(manifest));
        const auto* image = std::get_if<oci::manifest>(&parsed);
        if (!image) return;
        used.insert(image->config.digest);
        for (const auto& layer : image->layers) used.insert(layer.digest);
    }

    /// Removes all blobs but the used ones, and what crashed programs have left; gives the bytes
    /// freed. The caller is `try_alone`.
    std::uint64_t sweep(const std::set<oci::digest>& used, const std::set<std::string>& names) {
        forget_unused(used, names);
        std::uint64_t freed = clean(std::chrono::hours(0));
        for (const char* algorithm : {"sha256", "sha512"})
            for (const auto& file :
                 std::filesystem::directory_iterator(directory_ / "blobs" / algorithm)) {
                const auto d =
                    oci::digest::try_parse(algorithm + (":" + file.path().filename().string()));
                if (!d || used.count(*d) != 0) continue;
                freed += layout_->stat_blob(any_repository, *d).value_or(0);
                layout_->delete_blob(any_repository, *d);
            }
        std::filesystem::remove(directory_ / ".collect");
        return freed;
    }

private:
    static constexpr const char* any_repository =
        "localhost/content";  // blobs are read through every one
    static constexpr std::uint64_t most_of_a_document = 32 << 20;

    static constexpr std::chrono::hours parts_stay{24};  ///< of blobs whose pull was cut

    /// Removes what processes that were killed have left, and parts of blobs that nobody has gone
    /// on with; gives the bytes of these.
    std::uint64_t clean(std::chrono::hours parts_older_than) {
        for (const auto& left : std::filesystem::directory_iterator(work()))
            oci::remove_tree(left.path());
        for (const auto& place :
             {directory_, directory_ / "blobs" / "sha256", directory_ / "blobs" / "sha512"})
            for (const auto& file : std::filesystem::directory_iterator(place))
                if (file.path().filename().string().starts_with(".new-"))
                    oci::remove_tree(file.path());
        return layout_->remove_parts(std::chrono::system_clock::now() - parts_older_than);
    }

    /// Takes out of the index what is not used any more, and names that are none.
    void forget_unused(const std::set<oci::digest>& used, const std::set<std::string>& names) {
        const std::string bytes =
            oci::read_all(oci::read_from_file(directory_ / "index.json"), most_of_a_document);
        const auto index =
            std::get<oci::index>(oci::parse_manifest(bytes, oci::media_type::image_index));
        std::set<oci::digest> unused;
        for (const auto& d : index.manifests)
            if (used.count(d.digest) == 0) unused.insert(d.digest);
        for (const std::string& repository : layout_->repositories("", SIZE_MAX)) {
            for (const std::string& tag : layout_->tags(repository, "", SIZE_MAX))
                if (names.count(repository + ":" + tag) == 0) layout_->delete_tag(repository, tag);
            for (const oci::digest& d : unused)
                if (belongs(repository, d)) layout_->delete_manifest(repository, d);
        }
    }
    bool belongs(const std::string& repository, const oci::digest& d) {
        try {
            layout_->resolve(repository, d.str());
            return true;
        } catch (const status_error& e) {
            if (!e.is(core::reason::not_found)) throw;
            return false;
        }
    }

    std::filesystem::path directory_;
    std::optional<registry::layout_registry> layout_;
};

}  // namespace slipway::engine::detail
