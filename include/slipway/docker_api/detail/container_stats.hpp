// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <utility>

#include <unistd.h>

#include <slipway/core/clock.hpp>
#include <slipway/docker_api/detail/call.hpp>
#include <slipway/docker_api/detail/container_streams.hpp>
#include <slipway/engine/traffic.hpp>

namespace slipway::docker_api::detail {

inline json::value cpu_document(const runtime::container_usage& used) {
    const auto count = ::sysconf(_SC_NPROCESSORS_ONLN);
    if (used.time == runtime::wall_time())
        return {{"cpu_usage", {{"total_usage", 0}}}, {"throttling_data", json::value::object()}};
    // Docker has the time of all CPUs of the machine here; clients use nothing but the difference
    // of two of them.
    return {{"cpu_usage",
             {{"total_usage", used.cpu.count()},
              {"usage_in_kernelmode", 0},
              {"usage_in_usermode", used.cpu.count()}}},
            {"system_cpu_usage", used.time.time_since_epoch().count() * count},
            {"online_cpus", count},
            {"throttling_data", json::value::object()}};
}
/// Absent where it has no links of its own.
inline void add_networks(json::value& to, const engine::container& c) {
    const auto links = engine::network_traffic(c);
    if (!links) return;
    to["networks"] = json::value::object();
    for (const auto& [name, each] : *links)
        to["networks"][name] = {
            {"rx_bytes", each.received_bytes},   {"rx_packets", each.received_packets},
            {"rx_errors", each.received_errors}, {"rx_dropped", each.received_dropped},
            {"tx_bytes", each.sent_bytes},       {"tx_packets", each.sent_packets},
            {"tx_errors", each.sent_errors},     {"tx_dropped", each.sent_dropped}};
}
/// Of all disks together: which one is not known, and has the number 0:0.
inline json::value disks_document(const engine::container& c) {
    const auto all = engine::disk_traffic_of(c);
    if (!all) return {{"io_service_bytes_recursive", nullptr}};
    const auto entry = [](const char* what, std::uint64_t bytes) {
        return json::value{{"major", 0}, {"minor", 0}, {"op", what}, {"value", bytes}};
    };
    return {
        {"io_service_bytes_recursive",
         json::value::array({entry("read", all->read_bytes), entry("write", all->written_bytes)})}};
}
inline json::value stats_document(const engine::container& c,
                                  const runtime::container_usage& before,
                                  const runtime::container_usage& now) {
    const auto all = static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES)) *
                     static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    const auto date = [](runtime::wall_time t) {
        return t == runtime::wall_time() ? "0001-01-01T00:00:00Z" : core::rfc3339_micro(t);
    };
    json::value made{
        {"id", c.id},
        {"name", '/' + c.name},
        {"read", date(now.time)},
        {"preread", date(before.time)},
        {"num_procs", 0},
        {"pids_stats", {{"current", now.processes}, {"limit", c.spec.limits.processes}}},
        {"cpu_stats", cpu_document(now)},
        {"precpu_stats", cpu_document(before)},
        {"memory_stats",
         {{"usage", now.memory_bytes},
          {"limit", c.spec.limits.memory_bytes ? c.spec.limits.memory_bytes : all},
          {"stats", json::value::object()}}},
        {"blkio_stats", disks_document(c)},
        {"storage_stats", json::value::object()}};
    add_networks(made, c);
    return made;
}

/// False where the client has gone meanwhile.
inline bool pause_for(std::chrono::milliseconds time, const std::stop_token& gone) {
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, gone, time, [] { return false; });
    return !gone.stop_requested();
}

/// GET /containers/{id}/stats
inline void send_stats(call& c) {
    const engine::container which = c.container();
    const bool goes_on = c.flag("stream", true);
    const net::body_stream to = c.stream();
    const std::stop_source gone = gone_with(to);
    runtime::container_usage before{};
    engine::container seen = which;
    const auto look = [&] {
        auto now = c.at.containers.find(which.id);
        if (now) seen = *std::move(now);
        else seen.phase = engine::container_phase::exited;
        return seen.phase == engine::container_phase::running
                   ? c.at.containers.runtime().usage(which.id)
                   : runtime::container_usage{};
    };
    if (!c.flag("one-shot") && which.phase == engine::container_phase::running) {
        before = look();
        if (!pause_for(std::chrono::milliseconds(250), gone.get_token())) return;
    }
    do {
        const runtime::container_usage now = look();
        if (!to.write(json::write(stats_document(seen, before, now)) + "\n")) return;
        before = now;
        // Of one that has ended there is one more, with nothing in it.
        if (goes_on && now.time == runtime::wall_time() &&
            which.phase == engine::container_phase::running)
            break;
    } while (goes_on && pause_for(std::chrono::seconds(1), gone.get_token()));
    to.finish();
}

}  // namespace slipway::docker_api::detail
