// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <sstream>
#include <string>

#include <slipway/core/read_file.hpp>
#include <slipway/core/status.hpp>
#include <slipway/engine/container.hpp>
#include <slipway/engine/processes.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::engine {

/// What has gone through a link since it was made.
struct link_traffic {
    std::uint64_t received_bytes = 0, received_packets = 0, received_errors = 0,
                  received_dropped = 0;
    std::uint64_t sent_bytes = 0, sent_packets = 0, sent_errors = 0, sent_dropped = 0;
};
/// What the processes of a container have read from disks and written to them.
struct disk_traffic {
    std::uint64_t read_bytes = 0, written_bytes = 0;
};

namespace detail {

/// Of the lines of /proc/PID/net/dev (proc(5)), without `lo`.
inline std::map<std::string, link_traffic> links_in(const std::string& text) {
    std::map<std::string, link_traffic> made;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        const auto colon = line.find(':'), begin = line.find_first_not_of(' ');
        if (colon == line.npos) continue;
        const std::string name = line.substr(begin, colon - begin);
        std::istringstream in(line.substr(colon + 1));
        std::uint64_t skipped = 0;
        link_traffic one;
        in >> one.received_bytes >> one.received_packets >> one.received_errors >>
            one.received_dropped >> skipped >> skipped >> skipped >> skipped >> one.sent_bytes >>
            one.sent_packets >> one.sent_errors >> one.sent_dropped;
        if (in && name != "lo") made.emplace(name, one);
    }
    return made;
}
/// Of /proc/PID/io (proc(5)), which counts what its children used that it has waited for.
inline std::optional<disk_traffic> disk_traffic_in(const std::string& text) {
    std::optional<disk_traffic> made;
    std::istringstream in(text);
    std::string key;
    for (std::uint64_t number = 0; in >> key >> number;) {
        if (key == "read_bytes:") made.emplace().read_bytes = number;
        if (key == "write_bytes:" && made) made->written_bytes = number;
    }
    return made;
}

}  // namespace detail

/// What has gone through the links of a container that runs, by their names in it. Nothing where it
/// has no network of its own, or the kernel does not tell.
inline std::optional<std::map<std::string, link_traffic>> network_traffic(const container& of) {
    if (of.pod.host_network || of.phase != container_phase::running) return std::nullopt;
    const auto text = core::read_file("/proc/" + std::to_string(of.status.pid) + "/net/dev");
    return text ? std::optional(detail::links_in(*text)) : std::nullopt;
}

/// What a container's processes have read and written so far; of a command that ran in it beside
/// its own (`exec`), as long as that runs. Nothing where the kernel does not tell, or the container
/// does not run.
inline std::optional<disk_traffic> disk_traffic_of(const container& of) {
    if (of.phase != container_phase::running) return std::nullopt;
    std::optional<disk_traffic> made;
    try {
        for (const process& p : processes(of)) {
            const auto one =
                detail::disk_traffic_in(core::read_file("/proc/" + p.pid + "/io").value_or(""));
            if (!one) continue;
            if (!made) made.emplace();
            made->read_bytes += one->read_bytes;
            made->written_bytes += one->written_bytes;
        }
    } catch (const status_error& e) {
        if (!e.is(core::reason::conflict)) throw;  // it has ended meanwhile
    }
    return made;
}

}  // namespace slipway::engine
