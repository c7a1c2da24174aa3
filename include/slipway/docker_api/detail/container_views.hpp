// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
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

/// Whether a port is that of a filter: `80`, `80/udp`, `8000-8010/tcp`.
inline bool is_port(const std::string& wanted, std::uint16_t port, runtime::transport protocol) {
    const auto slash = wanted.find('/'), dash = wanted.find('-');
    if ((slash == wanted.npos ? "tcp" : wanted.substr(slash + 1)) !=
        (protocol == runtime::transport::udp ? "udp" : "tcp"))
        return false;
    const std::string ports = wanted.substr(0, slash);
    const auto first = number_in<std::uint16_t>(ports.substr(0, dash)),
               last =
                   dash == wanted.npos ? first : number_in<std::uint16_t>(ports.substr(dash + 1));
    if (!first || !last)
        throw bad_parameter("'" + wanted.substr(0, 64) +
                            "' is no port, such as 80, 53/udp or 8000-8010/tcp");
    return port >= *first && port <= *last;
}
/// Whether the name of a container has this in it; `^` and `$` stand for its ends, and a slash for
/// nothing.
inline bool is_named(const std::string& name, std::string_view wanted) {
    const bool begin = wanted.starts_with('^'), end = wanted.ends_with('$');
    if (begin) wanted.remove_prefix(1);
    const bool slash = wanted.starts_with('/');
    if (slash) wanted.remove_prefix(1);
    if (end && !wanted.empty()) wanted.remove_suffix(1);
    if (begin || slash) return end ? name == wanted : name.starts_with(wanted);
    return end ? name.ends_with(wanted) : name.find(wanted) != name.npos;
}

inline bool fits(const engine::container& c, const filters& wanted) {
    const auto one_of = [&](const char* filter, auto port) {
        return wanted.has(filter) &&
               std::any_of(c.ports.begin(), c.ports.end(), [&](const auto& p) {
                   return wanted.any(
                       filter, [&](const auto& v) { return is_port(v, port(p), p.protocol); });
               });
    };
    const auto ports = [&] {
        if (!wanted.has("publish") && !wanted.has("expose")) return true;
        return one_of("publish", [](const auto& p) { return p.host_port; }) ||
               one_of("expose", [](const auto& p) { return p.port; });
    };
    const auto mounted = [&](const std::string& what) {
        for (const runtime::mount& m : c.spec.mounts)
            if (m.target == what || m.source == what || m.source.filename() == what) return true;
        return false;
    };
    return wanted.labels(c.labels) &&
           wanted.any("name", [&](const auto& v) { return is_named(c.name, v); }) &&
           wanted.any("id", [&](const auto& v) { return c.id.starts_with(v); }) &&
           wanted.any("status", [&](const auto& v) { return engine::phase_in_words(c) == v; }) &&
           wanted.any("health",
                      [&](const auto& v) { return engine::docker_word(c.health.status) == v; }) &&
           wanted.any("exited",
                      [&](const auto& v) {
                          return c.phase == engine::container_phase::exited &&
                                 std::to_string(c.status.exit_code) == v;
                      }) &&
           wanted.any("ancestor",
                      [&](const auto& v) {
                          const runtime::image& of = c.spec.image;
                          return c.image_name == v || of.id.str() == v ||
                                 of.id.hex().starts_with(v) || of.reference.familiar() == v ||
                                 of.reference.familiar() == v + ":latest";
                      }) &&
           wanted.any("network", [&](const auto& v) { return engine::is_in(c, v); }) &&
           wanted.any("volume", mounted) &&
           wanted.any("isolation", [](const auto& v) { return v == "default"; }) &&
           wanted.any("is-task", [](const auto& v) { return v == "false" || v == "0"; }) && ports();
}
/// Whether it was made before all of these containers, or after them. Throws `status_error`
/// (not_found).
inline bool is_between(const engine::container& c, const filters& wanted, engine::containers& all) {
    return wanted.every("before", [&](const auto& v) { return c.created < all.get(v).created; }) &&
           wanted.every("since", [&](const auto& v) { return c.created > all.get(v).created; });
}

/// GET /containers/json
inline void list_containers(call& c) {
    const filters wanted(
        c.parameter("filters"),
        {"label", "name", "id", "status", "health", "exited", "ancestor", "network", "volume",
         "publish", "expose", "before", "since", "isolation", "is-task"});
    wanted.allow("status",
                 {"created", "restarting", "running", "removing", "paused", "exited", "dead"});
    wanted.allow("health", {"starting", "healthy", "unhealthy", "none"});
    const auto limit = c.number("limit").value_or(0);
    const bool all = c.flag("all") || limit > 0 || wanted.has("status") || wanted.has("exited"),
               sizes = c.flag("size");
    const auto now = core::system_time().wall();
    json::value made = json::value::array();
    for (const engine::container& each : c.at.containers.list()) {
        if ((!all && !engine::is_up(each)) || !fits(each, wanted) ||
            !is_between(each, wanted, c.at.containers))
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
