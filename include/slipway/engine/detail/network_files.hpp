// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/core/file_lock.hpp>
#include <slipway/core/secret_file.hpp>
#include <slipway/core/touch_file.hpp>
#include <slipway/engine/detail/container_files.hpp>
#include <slipway/engine/network.hpp>
#include <slipway/json/read.hpp>
#include <slipway/json/write.hpp>
#include <slipway/net/small_file.hpp>
#include <slipway/oci/remove_tree.hpp>

namespace slipway::engine::detail {

/// The networks of a root: a directory of each, named by it, with its record and the books of its
/// addresses. One without a record is none: somebody was killed while he removed it.
class network_files {
public:
    explicit network_files(const std::filesystem::path& root)
        : root_(std::filesystem::absolute(root)) {
        std::filesystem::create_directories(root_ / "networks");
    }

    /// None is made or removed as long as the result lives; with LOCK_SH, none of those that are
    /// there goes.
    core::file_lock lock(int how) const { return core::file_lock(root_ / "networks.lock", how); }

    std::filesystem::path place(const std::string& name) const { return root_ / "networks" / name; }

    /// By name.
    std::vector<named_network> all() const {
        std::vector<named_network> made;
        for (const auto& each : std::filesystem::directory_iterator(root_ / "networks"))
            if (auto one = read(each.path().filename().string())) made.push_back(*std::move(one));
        std::sort(made.begin(), made.end(),
                  [](const named_network& a, const named_network& b) { return a.name < b.name; });
        return made;
    }
    /// Throws `status_error`: not_found; conflict.
    named_network get(const std::string& name_or_id) const {
        std::optional<named_network> found;
        for (named_network& each : all()) {
            if (each.name == name_or_id || each.id == name_or_id) return std::move(each);
            if (name_or_id.empty() || !each.id.starts_with(name_or_id)) continue;
            if (found)
                throw status_error(core::reason::conflict,
                                   "the ids of several networks begin with " + name_or_id);
            found = std::move(each);
        }
        if (found) return *std::move(found);
        throw status_error(core::reason::not_found,
                           "there is no network " + name_or_id.substr(0, 128));
    }

    void write(const named_network& n) const {
        oci::remove_tree(place(n.name));
        std::filesystem::create_directories(place(n.name));
        const json::value made{
            {"id", n.id},         {"name", n.name},
            {"subnet", n.subnet}, {"gateway", n.gateway},
            {"range", n.range},   {"internal", n.internal},
            {"labels", n.labels}, {"created", n.created.time_since_epoch().count()}};
        core::write_secret_file(record(n.name), json::write_pretty(made));
        tell("last");
    }
    void remove(const std::string& name) const {
        std::filesystem::remove(record(name));
        tell("last");
        oci::remove_tree(place(name));
    }

    /// Removes what those have left who were killed while they made or removed one. In the lock
    /// (LOCK_EX).
    void clear() const {
        for (const auto& each : std::filesystem::directory_iterator(root_ / "networks"))
            if (!std::filesystem::exists(record(each.path().filename().string())))
                oci::remove_tree(each.path());
    }

    /// For pods that shall be found by these names.
    runtime::network_spec spec(const named_network& n, std::vector<std::string> names = {}) const {
        return {.directory = place(n.name),
                .name = n.name,
                .bridge = "slipway-" + n.id.substr(0, 7),
                .subnet = n.subnet,
                .gateway = n.gateway,
                .internal = n.internal,
                .names = std::move(names),
                .range = n.range,
                .ip = {},
                .id = n.id};
    }

    /// A file of that name is touched where those look who watch for changes.
    void tell(const char* what) const {
        const auto place = root_ / "containers/changes";
        if (std::filesystem::exists(place)) core::touch_file(place / what);
    }
    /// That somebody has removed those that no container is in.
    static constexpr const char* pruned = "networks-pruned";

private:
    std::filesystem::path record(const std::string& name) const {
        return place(name) / "network.json";
    }
    std::optional<named_network> read(const std::string& name) const {
        const auto bytes = net::read_small_file(record(name));
        if (!bytes) return std::nullopt;
        try {
            const json::value d = json::read(*bytes);
            named_network made;
            made.id = d.at("id").get<std::string>();
            made.name = d.at("name").get<std::string>();
            made.subnet = d.at("subnet").get<std::string>();
            made.gateway = d.at("gateway").get<std::string>();
            made.range = d.value("range", "");
            made.internal = d.at("internal").get<bool>();
            made.labels = d.at("labels").get<std::map<std::string, std::string>>();
            made.created = runtime::wall_time(
                runtime::wall_time::duration(d.at("created").get<std::int64_t>()));
            return made;
        } catch (const json::value::exception& e) {
            throw status_error(core::reason::internal_error,
                               record(name).string() + " is malformed: " + e.what());
        }
    }

    std::filesystem::path root_;
};

/// What others may call a container: parts of letters, digits, '-' and '_' with dots between them
/// (RFC 1123, 2.1, and '_', as Docker takes it). Throws `status_error` (invalid).
inline void check_alias(std::string_view alias) {
    bool good = !alias.empty() && alias.size() <= 253;
    std::size_t part = 0;
    for (const char c : alias) {
        good = good &&
               (c == '.' ? part > 0
                         : std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_') &&
               part < 64;
        part = c == '.' ? 0 : part + 1;
    }
    if (!good || part == 0 || part > 63)
        throw status_error(
            core::reason::invalid,
            '"' + std::string(alias.substr(0, 128)) +
                "\" cannot be the name of a container in a network: it is letters, digits, '-' and '_', in parts of up to 63 between dots");
}

}  // namespace slipway::engine::detail
