// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/engine/container.hpp>
#include <slipway/engine/in_words.hpp>

namespace slipway::engine {

/// Docker's word for the state.
inline std::string phase_in_words(const container& c) {
    if (c.status.paused) return "paused";
    return c.phase == container_phase::running ? "running" : c.phase == container_phase::exited ? "exited" : "created";
}
/// `Up 5 minutes`, `Up 5 minutes (Paused)`, `Exited (0) 2 hours ago`.
inline std::string status_in_words(const container& c, runtime::wall_time now) {
    if (c.phase == container_phase::created) return "Created";
    if (c.phase == container_phase::running) return "Up " + duration_in_words(now - c.status.started) + (c.status.paused ? " (Paused)" : "");
    const std::string code = "Exited (" + std::to_string(c.status.exit_code) + ')';
    return c.lost ? code : code + ' ' + duration_in_words(now - c.status.finished) + " ago";
}

}  // namespace slipway::engine
