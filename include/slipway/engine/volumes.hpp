// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <slipway/core/secret_file.hpp>
#include <slipway/core/status.hpp>
#include <slipway/engine/containers.hpp>
#include <slipway/engine/detail/volume_files.hpp>
#include <slipway/engine/directory_bytes.hpp>
#include <slipway/json/read.hpp>
#include <slipway/json/write.hpp>
#include <slipway/net/random_token.hpp>
#include <slipway/net/small_file.hpp>

namespace slipway::engine {

/// A volume of this machine.
struct named_volume {
    std::string name{};
    std::filesystem::path place{};  ///< its files
    std::size_t users = 0;          ///< containers that stand on it, running or not
    std::map<std::string, std::string> labels{};
};

namespace detail {

inline std::map<std::string, std::string> labels_of(const std::filesystem::path& volume) {
    const auto file = labels_file(volume);
    const auto bytes = net::read_small_file(file);
    if (!bytes) return {};
    try {
        return json::read(*bytes).get<std::map<std::string, std::string>>();
    } catch (const json::value::exception& e) {
        throw status_error(core::reason::internal_error,
                           file.string() + " is malformed: " + e.what());
    }
}

}  // namespace detail

/// A name for a volume that nobody is to name: one as `is_nameless_volume` knows them.
inline std::string nameless_volume() { return net::random_token(); }

/// The directories that containers stand on, running or not, and how many do.
inline std::map<std::filesystem::path, std::size_t> mounted(containers& all) {
    std::map<std::filesystem::path, std::size_t> made;
    for (const container& each : all.list()) {
        std::set<std::filesystem::path> its;
        for (const runtime::mount& m : each.spec.mounts) its.insert(m.source);
        for (const auto& place : its) ++made[place];
    }
    return made;
}

namespace detail {

/// All volumes, by name, with as many users as these directories have.
inline std::vector<named_volume> volumes_with(
    containers& all, const std::map<std::filesystem::path, std::size_t>& used) {
    std::vector<named_volume> made;
    for (const auto& each :
         std::filesystem::directory_iterator(all.volume("volumes").parent_path())) {
        const auto users = used.find(each.path());
        made.push_back({each.path().filename().string(), each.path(),
                        users == used.end() ? 0 : users->second, labels_of(each.path())});
    }
    std::sort(made.begin(), made.end(),
              [](const named_volume& a, const named_volume& b) { return a.name < b.name; });
    return made;
}

}  // namespace detail

/// All volumes, by name.
inline std::vector<named_volume> volumes(containers& all) {
    return detail::volumes_with(all, mounted(all));
}
/// The mounts that `inspect` tells of a container, of which those of volumes have the volume's name
/// (Engine API, MountPoint).
inline json::value with_volume_names(json::value mounts, const containers& all) {
    const std::filesystem::path volumes = all.volume("volumes").parent_path();
    for (json::value& each : mounts) {
        const std::filesystem::path source = each.at("Source").get<std::string>();
        if (source.parent_path() != volumes) continue;
        each["Type"] = "volume";
        each["Name"] = source.filename().string();
        each["Driver"] = "local";
    }
    return mounts;
}
/// Throws `status_error`: not_found; invalid for what is no name.
inline named_volume get_volume(containers& all, const std::string& name) {
    const auto place = all.volume(name);
    std::error_code none;
    if (!std::filesystem::is_directory(place, none))
        throw status_error(core::reason::not_found, "there is no volume " + name);
    const auto used = mounted(all);
    const auto users = used.find(place);
    return {name, place, users == used.end() ? 0 : users->second, detail::labels_of(place)};
}
/// Makes it where it is not there; one that is there keeps its labels. Throws `status_error`
/// (invalid) for what is no name.
inline named_volume create_volume(containers& all, const std::string& name,
                                  const std::map<std::string, std::string>& labels = {}) {
    const auto place = all.volume(name);
    if (!labels.empty() && !std::filesystem::exists(place)) {
        std::filesystem::create_directories(detail::labels_file(place).parent_path());
        core::write_secret_file(detail::labels_file(place), json::write(labels));
    }
    std::filesystem::create_directories(place);
    return get_volume(all, name);
}
/// With all that is in it. Throws `status_error`: not_found; conflict where a container stands on
/// it.
inline void remove_volume(containers& all, const std::string& name) {
    const named_volume which = get_volume(all, name);
    const detail::container_files files(all.root());
    if (detail::volume_files(files).remove({which.place}) == 0)
        throw status_error(core::reason::conflict, "volume " + name + " is in use by a container");
}
/// Removes those that nobody has named and that this container, which has gone, alone stood on.
inline void remove_nameless_volumes(containers& all, const container_record& of) {
    const detail::container_files files(all.root());
    detail::volume_files(files).remove_nameless(of);
}
/// What is gone, and the bytes of the disk that it took.
struct pruned_volumes {
    std::vector<named_volume> deleted{};
    std::uint64_t freed = 0;
};
/// Removes those that no container stands on: those that nobody has named, or all; of these, where
/// that is given, those for which `wanted` holds. The containers are read once.
inline pruned_volumes prune_volumes(containers& all, bool named_too = false,
                                    const std::function<bool(const named_volume&)>& wanted = {}) {
    std::map<std::filesystem::path, named_volume> known;
    std::vector<std::filesystem::path> places;
    for (named_volume& each : detail::volumes_with(all, {})) {
        if (!(named_too || is_nameless_volume(each.name)) || (wanted && !wanted(each))) continue;
        places.push_back(each.place);
        known[each.place] = std::move(each);
    }
    pruned_volumes gone;
    const detail::container_files files(all.root());
    detail::volume_files(files).remove(places, [&](const std::filesystem::path& place) {
        gone.freed += directory_bytes(place);
        gone.deleted.push_back(std::move(known[place]));
    });
    return gone;
}

}  // namespace slipway::engine
