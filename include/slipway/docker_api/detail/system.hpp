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
#include <slipway/docker_api/detail/moment.hpp>
#include <slipway/engine/event_document.hpp>
#include <slipway/engine/filter_events.hpp>
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

/// GET /events
inline void send_events(call& c) {
    const engine::filters wanted = filters_of(c, engine::event_filters);
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
                    return !engine::fits(one, wanted) ||
                           to.write(json::write(engine::document(one)) + "\n");
                },
                *e))
            return;
    }
    to.finish();
}

}  // namespace slipway::docker_api::detail
