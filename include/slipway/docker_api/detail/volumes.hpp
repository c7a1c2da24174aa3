// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

#include <slipway/docker_api/detail/call.hpp>
#include <slipway/docker_api/detail/fields.hpp>
#include <slipway/docker_api/detail/filters.hpp>
#include <slipway/engine/filter_volumes.hpp>
#include <slipway/engine/prune.hpp>
#include <slipway/engine/volumes.hpp>

namespace slipway::docker_api::detail {

inline json::value volume_document(const engine::named_volume& v) {
    return {{"Name", v.name},     {"Driver", "local"}, {"Mountpoint", v.place.string()},
            {"Labels", v.labels}, {"Scope", "local"},  {"Options", json::value()}};
}

/// GET /volumes
inline void list_volumes(call& c) {
    const engine::filters wanted = filters_of(c, engine::volume_filters);
    json::value made = json::value::array();
    for (const engine::named_volume& each : engine::volumes(c.at.containers))
        if (engine::fits(each, wanted)) made.push_back(volume_document(each));
    c.give({{"Volumes", std::move(made)}, {"Warnings", json::value()}});
}
/// POST /volumes/create
inline void create_volume(call& c) {
    const json::value request = c.document();
    const fields wanted(request);
    if (wanted.says("DriverOpts") || (wanted.says("Driver") && wanted.text("Driver") != "local"))
        throw not_here("volumes are directories of this machine here: they have no drivers");
    const std::string name = wanted.says("Name") ? wanted.text("Name") : engine::nameless_volume();
    c.give(volume_document(engine::create_volume(c.at.containers, name, wanted.map("Labels"))),
           201);
}
/// GET /volumes/{name}
inline void inspect_volume(call& c) {
    c.give(volume_document(engine::get_volume(c.at.containers, c.operand())));
}
/// DELETE /volumes/{name}
inline void remove_volume(call& c) {
    engine::remove_volume(c.at.containers, c.operand());
    c.done();
}
/// POST /volumes/prune
inline void prune_volumes(call& c) {
    const engine::pruned_volumes gone =
        engine::prune_volumes(c.at.containers, filters_of(c, engine::volume_prune_filters));
    json::value names = json::value::array();
    for (const engine::named_volume& each : gone.deleted) names.push_back(each.name);
    c.give({{"VolumesDeleted", std::move(names)}, {"SpaceReclaimed", gone.freed}});
}

}  // namespace slipway::docker_api::detail
