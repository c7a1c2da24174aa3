// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <utility>
#include <variant>

#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <slipway/core/clock.hpp>
#include <slipway/docker_api/detail/call.hpp>
#include <slipway/docker_api/detail/container_log.hpp>
#include <slipway/docker_api/detail/container_views.hpp>
#include <slipway/docker_api/detail/filters.hpp>
#include <slipway/engine/event_document.hpp>
#include <slipway/version.hpp>

namespace slipway::docker_api::detail {

inline constexpr const char* newest_version = "1.47";
inline constexpr const char* oldest_version = "1.24";

/// GET and HEAD /_ping: clients find the version here that both sides know.
inline void ping(call& c) {
    c.give(200,
           {{"Content-Type", "text/plain; charset=utf-8"},
            {"Api-Version", newest_version},
            {"Docker-Experimental", "false"},
            {"Ostype", "linux"},
            {"Builder-Version", "1"},
            {"Cache-Control", "no-cache, no-store, must-revalidate"},
            {"Server", std::string("slipway/") + std::string(slipway::version)}},
           c.method() == "HEAD" ? "" : "OK");
}

inline std::string architecture_of(const utsname& kernel) {
    const std::string machine = kernel.machine;
    return machine == "x86_64" ? "amd64" : machine == "aarch64" ? "arm64" : machine;
}
/// GET /version
inline void tell_version(call& c) {
    utsname kernel{};
    ::uname(&kernel);
    const json::value details{{"ApiVersion", newest_version},
                              {"Arch", architecture_of(kernel)},
                              {"KernelVersion", kernel.release},
                              {"MinAPIVersion", oldest_version},
                              {"Os", "linux"}};
    c.give({{"Platform", {{"Name", "Slipway"}}},
            {"Components",
             {{{"Name", "Engine"}, {"Version", slipway::version}, {"Details", details}}}},
            {"Version", slipway::version},
            {"ApiVersion", newest_version},
            {"MinAPIVersion", oldest_version},
            {"Os", "linux"},
            {"Arch", architecture_of(kernel)},
            {"KernelVersion", kernel.release}});
}
/// GET /info
inline void tell_info(call& c) {
    std::size_t running = 0, paused = 0, all = 0;
    for (const engine::container& each : c.at.containers.list()) {
        ++all;
        running += engine::is_up(each);
        paused += each.status.paused;
    }
    const runtime::runtime_info machine = c.at.containers.runtime().info();
    utsname kernel{};
    ::uname(&kernel);
    json::value warnings = json::value::array();
    for (const std::string& lack : machine.lacks)
        warnings.push_back("WARNING: containers here lack " + lack);
    const auto memory = static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES)) *
                        static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    c.give({{"ID", "slipway"},
            {"Name", kernel.nodename},
            {"Containers", all},
            {"ContainersRunning", running - paused},
            {"ContainersPaused", paused},
            {"ContainersStopped", all - running},
            {"Images", c.at.images.store().usage().images},
            {"Driver", "overlay2"},
            {"DockerRootDir", c.at.options.root.string()},
            {"ServerVersion", slipway::version},
            {"OperatingSystem", "Linux"},
            {"OSType", "linux"},
            {"Architecture", kernel.machine},
            {"KernelVersion", kernel.release},
            {"NCPU", ::sysconf(_SC_NPROCESSORS_ONLN)},
            {"MemTotal", memory},
            {"DefaultRuntime", machine.name},
            {"Runtimes", {{machine.name, {{"path", machine.name}}}}},
            {"LoggingDriver", "json-file"},
            {"MemoryLimit", true},
            {"PidsLimit", true},
            {"CpuCfsPeriod", true},
            {"CpuCfsQuota", true},
            {"IPv4Forwarding", true},
            {"Plugins",
             {{"Volume", {"local"}}, {"Network", {"bridge", "host"}}, {"Log", {"json-file"}}}},
            {"IndexServerAddress", "https://index.docker.io/v1/"},
            {"Swarm", {{"LocalNodeState", "inactive"}}},
            {"Warnings", std::move(warnings)}});
}

/// `health_status` stands for whatever the checks have found.
inline bool is_called(const engine::container_event& e, const std::string& word) {
    return word == engine::action_in_words(e) ||
           (e.action == engine::container_action::health_status && word == "health_status");
}
/// Filters of other things than containers fit none.
inline bool fits(const engine::container_event& e, const filters& wanted) {
    for (const char* other :
         {"config", "daemon", "network", "node", "plugin", "secret", "service", "volume"})
        if (wanted.has(other)) return false;
    const auto bare = [](const std::string& image) {  // without its tag
        const auto colon = image.rfind(':');
        return colon == image.npos || image.find('/', colon) != image.npos ? image
                                                                           : image.substr(0, colon);
    };
    return wanted.any("scope", [](const auto& v) {
        return v == "local";
    }) && wanted.any("type", [](const auto& v) {
        return v == "container";
    }) && wanted.any("event", [&](const auto& v) {
        return is_called(e, v);
    }) && wanted.any("container", [&](const auto& v) {
        return e.which.id.starts_with(v) || e.which.name == v;
    }) && wanted.any("image", [&](const auto& v) {
        return e.which.image_name == v || bare(e.which.image_name) == v;
    }) && wanted.labels(e.which.labels);
}
/// A network has no image and no labels here, and of containers the one that has come or gone.
inline bool fits(const engine::network_event& e, const filters& wanted) {
    for (const char* other :
         {"config", "daemon", "image", "label", "node", "plugin", "secret", "service", "volume"})
        if (wanted.has(other)) return false;
    return wanted.any("scope", [](const auto& v) { return v == "local"; }) &&
           wanted.any("type", [](const auto& v) { return v == "network"; }) &&
           wanted.any("event", [&](const auto& v) { return v == engine::action_in_words(e); }) &&
           wanted.any("network",
                      [&](const auto& v) {
                          return e.name == v || (!e.id.empty() && e.id.starts_with(v));
                      }) &&
           wanted.any("container", [&](const auto& v) {
               return !e.container.empty() && e.container.starts_with(v);
           });
}
/// GET /events
inline void send_events(call& c) {
    const filters wanted(c.parameter("filters"),
                         {"config", "container", "daemon", "event", "image", "label", "network",
                          "node", "plugin", "scope", "secret", "service", "type", "volume"});
    const auto since = moment_in(c.parameter("since")), until = moment_in(c.parameter("until"));
    std::uint64_t at = since ? c.at.events.since(*since) : c.at.events.now();
    const net::body_stream to = c.stream();
    const std::stop_source gone = gone_with(to);
    while (!gone.stop_requested()) {
        const auto now = core::system_time().wall();
        const auto left = until ? std::chrono::ceil<std::chrono::milliseconds>(*until - now)
                                : std::chrono::milliseconds(std::chrono::hours(1));
        const auto e =
            c.at.events.next(at, gone.get_token(), std::max(left, std::chrono::milliseconds(0)));
        if (!e && until && left.count() <= 0) break;
        if (!e) continue;
        if (until && time_of(*e) >= *until) break;
        if (!std::visit(
                [&](const auto& one) {
                    return !fits(one, wanted) ||
                           to.write(json::write(engine::document(one)) + "\n");
                },
                *e))
            return;
    }
    to.finish();
}

}  // namespace slipway::docker_api::detail
