// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <slipway/core/clock.hpp>
#include <slipway/docker_api/detail/call.hpp>
#include <slipway/docker_api/detail/container_request.hpp>
#include <slipway/docker_api/detail/fields.hpp>
#include <slipway/docker_api/detail/filters.hpp>
#include <slipway/oci/remove_tree.hpp>

namespace slipway::docker_api::detail {

inline std::vector<std::string> names_of_volumes(const backend& at) {
    std::vector<std::string> made;
    for (const auto& each : std::filesystem::directory_iterator(at.containers.volume("volumes").parent_path())) made.push_back(each.path().filename().string());
    std::sort(made.begin(), made.end());
    return made;
}
/// The directories that containers stand on, running or not.
inline std::set<std::filesystem::path> mounted(const backend& at) {
    std::set<std::filesystem::path> made;
    for (const engine::container& each : at.containers.list())
        for (const runtime::mount& m : each.spec.mounts) made.insert(m.source);
    return made;
}
inline json::value volume_document(const backend& at, const std::string& name) {
    return {{"Name", name}, {"Driver", "local"}, {"Mountpoint", at.containers.volume(name).string()}, {"Labels", json::value::object()}, {"Scope", "local"}, {"Options", json::value()}};
}
inline std::string existing_volume(const call& c) {
    std::error_code none;
    if (std::filesystem::is_directory(c.at.containers.volume(c.operand()), none)) return c.operand();
    throw status_error(core::reason::not_found, "get " + c.operand() + ": no such volume");
}

/// GET /volumes
inline void list_volumes(call& c) {
    const filters wanted(c.parameter("filters"), {"name", "dangling", "driver"});
    const auto used = mounted(c.at);
    json::value made = json::value::array();
    for (const std::string& name : names_of_volumes(c.at)) {
        const bool dangling = used.count(c.at.containers.volume(name)) == 0;
        if (wanted.any("name", [&](const auto& v) { return name.find(v) != name.npos; }) && wanted.any("dangling", [&](const auto& v) { return dangling == (v == "true" || v == "1"); }) &&
            wanted.any("driver", [](const auto& v) { return v == "local"; }))
            made.push_back(volume_document(c.at, name));
    }
    c.give({{"Volumes", std::move(made)}, {"Warnings", json::value()}});
}
/// POST /volumes/create
inline void create_volume(call& c) {
    const json::value request = c.document();
    const fields wanted(request);
    if (wanted.says("DriverOpts") || (wanted.says("Driver") && wanted.text("Driver") != "local")) throw not_here("volumes are directories of this machine here: they have no drivers");
    if (wanted.says("Labels")) throw not_here("volumes have no labels here");
    const std::string name = wanted.says("Name") ? wanted.text("Name") : nameless_volume({}).source;
    std::filesystem::create_directories(c.at.containers.volume(name));
    c.give(volume_document(c.at, name), 201);
}
/// GET /volumes/{name}
inline void inspect_volume(call& c) { c.give(volume_document(c.at, existing_volume(c))); }
/// DELETE /volumes/{name}
inline void remove_volume(call& c) {
    const std::string name = existing_volume(c);
    if (mounted(c.at).count(c.at.containers.volume(name))) throw status_error(core::reason::conflict, "volume " + name + " is in use by a container");
    oci::remove_tree(c.at.containers.volume(name));
    c.done();
}
/// POST /volumes/prune
inline void prune_volumes(call& c) {
    const filters wanted(c.parameter("filters"), {"all"});
    const bool all = wanted.has("all") && wanted.any("all", [](const auto& v) { return v == "true" || v == "1"; });
    const auto used = mounted(c.at);
    json::value gone = json::value::array();
    for (const std::string& name : names_of_volumes(c.at)) {
        if (used.count(c.at.containers.volume(name)) || (!all && !is_nameless(name))) continue;
        oci::remove_tree(c.at.containers.volume(name));
        gone.push_back(name);
    }
    c.give({{"VolumesDeleted", std::move(gone)}, {"SpaceReclaimed", 0}});
}

}  // namespace slipway::docker_api::detail
