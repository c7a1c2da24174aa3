// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/cli/command/detail/each_container.hpp>
#include <slipway/cli/command/detail/stop_options.hpp>
#include <slipway/cli/command/kill.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/runtime/stop_signal.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_kill(session& s, const arguments& given) {
    const int number = runtime::stop_signal(signal_in(given.value("signal", "KILL")));
    return each_container(s, given,
                          [&](const engine::container& c) { s.containers().kill(c, number); });
}

}  // namespace detail

SLIPWAY_INLINE verb kill() {
    return {.name = "kill",
            .usage = "[OPTION...] CONTAINER...",
            .summary = "send a signal to containers",
            .options =
                {{.name = "signal", .letter = 's', .value = "SIGNAL", .help = "which one (KILL)"}},
            .least = 1,
            .run = detail::run_kill,
            .group = "Containers"};
}

}  // namespace slipway::cli::command
