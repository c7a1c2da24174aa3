// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/cli/command/detail/each_container.hpp>
#include <slipway/cli/command/pause.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_pause(session& s, const arguments& given) {
    return each_container(s, given, [&](const engine::container& c) { s.containers().pause(c); });
}

}  // namespace detail

SLIPWAY_INLINE verb pause() {
    return {.name = "pause",
            .usage = "CONTAINER...",
            .summary = "hold all processes of containers where they are",
            .least = 1,
            .run = detail::run_pause,
            .group = "Containers"};
}

}  // namespace slipway::cli::command
