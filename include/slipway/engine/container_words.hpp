// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/engine/container.hpp>
#include <slipway/engine/docker_word.hpp>
#include <slipway/engine/in_words.hpp>

namespace slipway::engine {

/// Docker's word for the state.
inline const char* phase_in_words(const container& c) {
    switch (c.phase) {
        case container_phase::running: return c.status.paused ? "paused" : "running";
        case container_phase::exited: return "exited";
        case container_phase::restarting: return "restarting";
        case container_phase::created: break;
    }
    return "created";
}
/// ` (healthy)`; nothing for one that is not checked.
inline std::string health_in_words(runtime::container_health h) {
    if (h == runtime::container_health::none) return "";
    return std::string(h == runtime::container_health::starting ? " (health: " : " (") +
           docker_word(h) + ')';
}
/// `Up 5 minutes`, `Up 5 minutes (healthy)`, `Up 5 minutes (Paused)`, `Restarting (1) 2 seconds
/// ago`, `Exited (0) 2 hours ago`.
inline std::string status_in_words(const container& c, runtime::wall_time now) {
    if (c.phase == container_phase::created) return "Created";
    if (c.phase == container_phase::running)
        return "Up " + duration_in_words(now - c.status.started) +
               (c.status.paused ? " (Paused)" : health_in_words(c.health.status));
    const std::string code =
        (c.phase == container_phase::restarting ? "Restarting (" : "Exited (") +
        std::to_string(c.status.exit_code) + ')';
    return c.lost ? code : code + ' ' + duration_in_words(now - c.status.finished) + " ago";
}

}  // namespace slipway::engine
