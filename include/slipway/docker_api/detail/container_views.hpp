// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include <slipway/core/clock.hpp>
#include <slipway/docker_api/detail/call.hpp>
#include <slipway/docker_api/detail/filters.hpp>
#include <slipway/engine/container_words.hpp>
#include <slipway/engine/inspect_container.hpp>
#include <slipway/engine/processes.hpp>
#include <slipway/runtime/port_words.hpp>

namespace slipway::docker_api::detail {

inline std::int64_t seconds_of(runtime::wall_time t) { return std::chrono::duration_cast<std::chrono::seconds>(t.time_since_epoch()).count(); }

/// One of GET /containers/json (Engine API, ContainerSummary).
inline json::value summary_of(const engine::container& c, runtime::wall_time now) {
    json::value ports = json::value::array(), mounts = json::value::array();
    for (const runtime::published_port& p : c.ports) ports.push_back({{"IP", p.host_address}, {"PrivatePort", p.port}, {"PublicPort", p.host_port}, {"Type", p.protocol == runtime::transport::udp ? "udp" : "tcp"}});
    const json::value whole = engine::inspect(c);
    std::string command;
    for (const std::string& word : c.spec.command) command += (command.empty() ? "" : " ") + word;
    return {{"Id", c.id},
            {"Names", {'/' + c.name}},
            {"Image", c.image_name},
            {"ImageID", c.spec.image.id.str()},
            {"Command", std::move(command)},
            {"Created", seconds_of(c.created)},
            {"Ports", c.phase == engine::container_phase::running ? std::move(ports) : json::value::array()},
            {"Labels", c.labels},
            {"State", whole.at("State").at("Status")},
            {"Status", engine::status_in_words(c, now)},
            {"HostConfig", {{"NetworkMode", engine::network_of(c)}}},
            {"NetworkSettings", {{"Networks", whole.at("NetworkSettings").at("Networks")}}},
            {"Mounts", whole.at("Mounts")}};
}

inline bool fits(const engine::container& c, const filters& wanted) {
    const auto exposes = [&](const std::string& port) {
        for (const runtime::published_port& p : c.pod.ports)
            if (runtime::port_in_words(p) == (port.find('/') == port.npos ? port + "/tcp" : port)) return true;
        return false;
    };
    const auto mounted = [&](const std::string& what) {
        for (const runtime::mount& m : c.spec.mounts)
            if (m.target == what || m.source == what || m.source.filename() == what) return true;
        return false;
    };
    return wanted.labels(c.labels) && wanted.any("name", [&](const auto& v) { return c.name.find(v.starts_with('/') ? v.substr(1) : v) != v.npos; }) &&
           wanted.any("id", [&](const auto& v) { return c.id.starts_with(v); }) &&
           wanted.any("status", [&](const auto& v) { return engine::phase_in_words(c) == v; }) &&
           wanted.any("health", [&](const auto& v) { return engine::docker_word(c.health.status) == v; }) &&
           wanted.any("exited", [&](const auto& v) { return c.phase == engine::container_phase::exited && std::to_string(c.status.exit_code) == v; }) &&
           wanted.any("ancestor", [&](const auto& v) { return c.image_name == v || c.spec.image.id.str() == v || c.spec.image.id.hex().starts_with(v) || c.spec.image.reference.familiar() == v || c.spec.image.reference.familiar() == v + ":latest"; }) &&
           wanted.any("network", [&](const auto& v) { return engine::is_in(c, v); }) && wanted.any("volume", mounted) &&
           wanted.any("publish", exposes) && wanted.any("expose", exposes);
}

/// GET /containers/json
inline void list_containers(call& c) {
    const filters wanted(c.parameter("filters"), {"label", "name", "id", "status", "health", "exited", "ancestor", "network", "volume", "publish", "expose"});
    const auto limit = c.number("limit").value_or(0);
    const bool all = c.flag("all") || limit > 0 || wanted.has("status") || wanted.has("exited");
    const auto now = core::system_time().wall();
    json::value made = json::value::array();
    for (const engine::container& each : c.at.containers.list()) {
        if ((!all && !engine::is_up(each)) || !fits(each, wanted)) continue;
        made.push_back(summary_of(each, now));
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
    c.give(made);
}
/// GET /containers/{id}/top
inline void list_processes(call& c) {
    json::value rows = json::value::array();
    for (const engine::process& p : engine::processes(c.container()))
        rows.push_back({p.user, p.pid, p.parent, p.state, engine::clock_in_words(p.cpu), p.command});
    c.give({{"Titles", {"UID", "PID", "PPID", "STATE", "TIME", "CMD"}}, {"Processes", std::move(rows)}});
}

}  // namespace slipway::docker_api::detail
