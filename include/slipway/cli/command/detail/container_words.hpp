// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/cli/command/in_words.hpp>
#include <slipway/engine/container.hpp>

namespace slipway::cli::command::detail {

/// Docker's word for the state.
inline std::string phase_in_words(const engine::container& c) {
    if (c.status.paused) return "paused";
    return c.phase == engine::container_phase::running ? "running" : c.phase == engine::container_phase::exited ? "exited" : "created";
}
/// `Up 5 minutes`, `Up 5 minutes (Paused)`, `Exited (0) 2 hours ago`.
inline std::string status_in_words(const engine::container& c, runtime::wall_time now) {
    if (c.phase == engine::container_phase::created) return "Created";
    if (c.phase == engine::container_phase::running) return "Up " + duration_in_words(now - c.status.started) + (c.status.paused ? " (Paused)" : "");
    const std::string code = "Exited (" + std::to_string(c.status.exit_code) + ')';
    return c.lost ? code : code + ' ' + duration_in_words(now - c.status.finished) + " ago";
}
/// `127.0.0.1:8080->80/tcp`.
inline std::string ports_in_words(const engine::container& c) {
    std::string made;
    if (c.phase != engine::container_phase::running) return made;
    for (const runtime::published_port& p : c.ports)
        made += (made.empty() ? "" : ", ") + p.host_address + ':' + std::to_string(p.host_port) + "->" + std::to_string(p.port) + "/tcp";
    return made;
}
/// In quotation marks, and of 20 characters unless the whole is asked for.
inline std::string command_in_words(const engine::container& c, bool whole) {
    std::string made;
    for (const std::string& word : c.spec.command) made += (made.empty() ? "" : " ") + word;
    if (!whole && made.size() > 20) {
        std::size_t end = 19;
        while (end > 0 && (static_cast<unsigned char>(made[end]) & 0xC0U) == 0x80U) --end;  // not in the middle of a character
        made.resize(end);
        made += "\u2026";
    }
    return '"' + made + '"';
}
inline std::string labels_in_words(const engine::container& c) {
    std::string made;
    for (const auto& [key, value] : c.labels) made += (made.empty() ? "" : ",") + key + '=' + value;
    return made;
}

}  // namespace slipway::cli::command::detail
