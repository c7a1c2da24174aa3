// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cmath>
#include <condition_variable>
#include <cstdio>
#include <map>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <unistd.h>

#include <slipway/cli/command/detail/attached.hpp>
#include <slipway/cli/command/in_words.hpp>
#include <slipway/cli/command/listing.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/cli/command/stats.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/containers.hpp>
#include <slipway/engine/traffic.hpp>

namespace slipway::cli::command {

namespace detail {

/// What containers have used between two looks at them.
class usage_table {
public:
    usage_table(session& s, const arguments& given) : s_(s), given_(given) {}

    /// Takes a look; what is shown is what has been used since the one before.
    std::vector<json::value> look() {
        std::vector<json::value> made;
        std::map<std::string, runtime::container_usage> now;
        for (const engine::container& c : wanted()) {
            const runtime::container_usage used = s_.containers().runtime().usage(c.id);
            if (const auto before = before_.find(c.id); before != before_.end())
                made.push_back(row(c, before->second, used));
            now.emplace(c.id, used);
        }
        before_ = std::move(now);
        return made;
    }

private:
    std::vector<engine::container> wanted() {
        std::vector<engine::container> made;
        for (const std::string& name : given_.operands()) made.push_back(s_.containers().get(name));
        if (given_.operands().empty()) made = s_.containers().list();
        std::erase_if(made,
                      [](const auto& c) { return c.phase != engine::container_phase::running; });
        return made;
    }
    static std::string percent(double part, double whole) {
        char text[32];
        std::snprintf(text, sizeof text, "%.2f%%", whole > 0 ? 100 * part / whole : 0);
        return text;
    }
    /// What it has received and sent since it was started.
    static std::string network_in_words(const engine::container& c) {
        const auto links = engine::network_traffic(c);
        if (!links) return "--";
        std::uint64_t received = 0, sent = 0;
        for (const auto& [name, each] : *links)
            received += each.received_bytes, sent += each.sent_bytes;
        return size_in_words(received) + " / " + size_in_words(sent);
    }
    static std::string disks_in_words(const engine::container& c) {
        const auto all = engine::disk_traffic_of(c);
        return all ? size_in_words(all->read_bytes) + " / " + size_in_words(all->written_bytes)
                   : "--";
    }
    json::value row(const engine::container& c, const runtime::container_usage& before,
                    const runtime::container_usage& now) const {
        const auto cpu = std::chrono::duration<double>(now.cpu - before.cpu).count(),
                   time = std::chrono::duration<double>(now.time - before.time).count();
        const std::uint64_t all = static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES)) *
                                  static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
        const std::uint64_t limit = c.spec.limits.memory_bytes ? c.spec.limits.memory_bytes : all;
        return {
            {"ID", given_.has("no-trunc") ? c.id : c.id.substr(0, 12)},
            {"Name", c.name},
            {"CPUPerc", percent(cpu, time)},
            {"MemUsage", size_in_words(now.memory_bytes) + " / " + size_in_words(limit)},
            {"MemPerc", percent(static_cast<double>(now.memory_bytes), static_cast<double>(limit))},
            {"NetIO", network_in_words(c)},
            {"BlockIO", disks_in_words(c)},
            {"PIDs", std::to_string(now.processes)}};
    }

    session& s_;
    const arguments& given_;
    std::map<std::string, runtime::container_usage> before_;
};

inline listing usage_listing(const arguments& given) {
    return {given,
            {"CONTAINER ID", "NAME", "CPU %", "MEM USAGE / LIMIT", "MEM %", "NET I/O", "BLOCK I/O",
             "PIDS"},
            {{"ID", "CONTAINER ID"},
             {"CPUPerc", "CPU %"},
             {"MemUsage", "MEM USAGE / LIMIT"},
             {"MemPerc", "MEM %"},
             {"NetIO", "NET I/O"},
             {"BlockIO", "BLOCK I/O"},
             {"PIDs", "PIDS"}}};
}
inline void print_usage(const arguments& given, const std::vector<json::value>& rows) {
    listing shown = usage_listing(given);
    for (const json::value& r : rows) {
        std::vector<std::string> cells;
        for (const char* const column :
             {"ID", "Name", "CPUPerc", "MemUsage", "MemPerc", "NetIO", "BlockIO", "PIDs"})
            cells.push_back(r.at(column).get<std::string>());
        shown.row(r, std::move(cells));
    }
    shown.end();
    show_printed();
}

inline int run_stats(session& s, const arguments& given) {
    usage_listing(given);  // what is no format is told before anything is waited for
    const caught_signals end{SIGINT, SIGTERM};
    usage_table usage(s, given);
    for (const std::string& name : given.operands())
        if (const engine::container c = s.containers().get(name);
            c.phase != engine::container_phase::running)
            throw status_error(core::reason::conflict, "container " + c.name + " is not running");
    usage.look();
    const bool once = given.has("no-stream"), terminal = ::isatty(STDOUT_FILENO) && !once;
    while (true) {
        pollfd one{end.fd(), POLLIN, 0};
        if (::poll(&one, 1, once ? 200 : 1000) > 0) return 0;
        if (terminal && given.value("format") != "json") print("\033[H\033[J");
        print_usage(given, usage.look());
        if (once) return 0;
    }
}

}  // namespace detail

SLIPWAY_INLINE verb stats() {
    return {.name = "stats",
            .usage = "[OPTION...] [CONTAINER...]",
            .summary = "show what containers use of this machine, until Ctrl-C",
            .options = {format_option,
                        {.name = "no-stream", .help = "once, and ends"},
                        {.name = "no-trunc", .help = "whole ids"}},
            .run = detail::run_stats,
            .group = "Containers"};
}

}  // namespace slipway::cli::command
