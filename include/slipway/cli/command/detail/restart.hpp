// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/cli/command/detail/each_container.hpp>
#include <slipway/cli/command/detail/stop.hpp>
#include <slipway/cli/command/restart.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_restart(session& s, const arguments& given) {
    const auto grace = grace_in(given);
    return each_container(s, given,
                          [&](const engine::container& c) { s.containers().restart(c, grace); });
}

}  // namespace detail

SLIPWAY_INLINE verb restart() {
    return {.name = "restart",
            .usage = "[OPTION...] CONTAINER...",
            .summary = "stop containers and start them again",
            .options = {{.name = "time",
                         .letter = 't',
                         .value = "SECONDS",
                         .help = "how long they have (10, or what they were made with)"}},
            .least = 1,
            .run = detail::run_restart,
            .group = "Containers"};
}

}  // namespace slipway::cli::command
