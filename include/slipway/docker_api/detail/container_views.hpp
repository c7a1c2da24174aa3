// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/core/clock.hpp>
#include <slipway/docker_api/detail/call.hpp>
#include <slipway/docker_api/detail/filters.hpp>
#include <slipway/engine/container_words.hpp>
#include <slipway/engine/filter_containers.hpp>
#include <slipway/engine/inspect_container.hpp>
#include <slipway/engine/process_table.hpp>
#include <slipway/engine/volumes.hpp>
#include <slipway/engine/written_bytes.hpp>
#include <slipway/runtime/port_words.hpp>

namespace slipway::docker_api::detail {

inline std::int64_t seconds_of(runtime::wall_time t) {
    return std::chrono::duration_cast<std::chrono::seconds>(t.time_since_epoch()).count();
}

/// What `size=1` asks for.
inline void add_sizes(json::value& to, const engine::container& c, const engine::images& all) {
    const std::uint64_t written = engine::written_bytes(c);
    to["SizeRw"] = written;
    to["SizeRootFs"] = written + engine::layer_bytes(c, all);
}
/// One of GET /containers/json (Engine API, ContainerSummary).
inline json::value summary_of(const engine::container& c, runtime::wall_time now,
                              const engine::containers& among) {
    json::value ports = json::value::array(), mounts = json::value::array();
    for (const runtime::published_port& p : c.ports)
        ports.push_back({{"IP", p.host_address},
                         {"PrivatePort", p.port},
                         {"PublicPort", p.host_port},
                         {"Type", p.protocol == runtime::transport::udp ? "udp" : "tcp"}});
    const json::value whole = engine::inspect(c);
    std::string command;
    for (const std::string& word : c.spec.command) command += (command.empty() ? "" : " ") + word;
    return {{"Id", c.id},
            {"Names", {'/' + c.name}},
            {"Image", c.image_name},
            {"ImageID", c.spec.image.id.str()},
            {"Command", std::move(command)},
            {"Created", seconds_of(c.created)},
            {"Ports",
             c.phase == engine::container_phase::running ? std::move(ports) : json::value::array()},
            {"Labels", c.labels},
            {"State", whole.at("State").at("Status")},
            {"Status", engine::status_in_words(c, now)},
            {"HostConfig", {{"NetworkMode", engine::network_of(c)}}},
            {"NetworkSettings", {{"Networks", whole.at("NetworkSettings").at("Networks")}}},
            {"Mounts", engine::with_volume_names(whole.at("Mounts"), among)}};
}

/// GET /containers/json
inline void list_containers(call& c) {
    const engine::filters wanted = filters_of(c, engine::container_filters);
    const auto limit = c.number("limit").value_or(0);
    const bool all = c.flag("all") || limit > 0 || engine::asks_for_ended(wanted),
               sizes = c.flag("size");
    const auto now = core::system_time().wall();
    json::value made = json::value::array();
    for (const engine::container& each : c.at.containers.list()) {
        if ((!all && !engine::is_up(each)) || !engine::fits(each, wanted, c.at.containers))
            continue;
        made.push_back(summary_of(each, now, c.at.containers));
        if (sizes) add_sizes(made.back(), each, c.at.images);
        if (limit > 0 && static_cast<std::int64_t>(made.size()) >= limit) break;
    }
    c.give(made);
}
/// GET /containers/{id}/json
inline void inspect_container(call& c) {
    const engine::container which = c.container();
    json::value made = engine::inspect(which);
    made["Platform"] = "linux";
    made["Driver"] = "overlay2";
    made["Mounts"] = engine::with_volume_names(made.at("Mounts"), c.at.containers);
    if (c.flag("size")) add_sizes(made, which, c.at.images);
    c.give(made);
}
/// GET /containers/{id}/top. With arguments for it, this machine's `ps` tells.
inline void list_processes(call& c) {
    const std::string asked = c.parameter("ps_args");
    std::vector<std::string> arguments;
    std::istringstream words(asked == "-ef" ? "" : asked);  // that is what clients ask for as well
    for (std::string word; words >> word;) arguments.push_back(word);
    const engine::process_table made = engine::process_table_of(c.container(), arguments);
    c.give({{"Titles", made.titles}, {"Processes", made.rows}});
}

}  // namespace slipway::docker_api::detail
