// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>

#include <slipway/cli/command/detail/each_container.hpp>
#include <slipway/cli/command/detail/stop_options.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/cli/command/stop.hpp>
#include <slipway/core/compiled.hpp>

namespace slipway::cli::command {

namespace detail {

/// What `--time` says; nothing: what the container was made with.
inline std::optional<std::chrono::milliseconds> grace_in(const arguments& given) {
    return given.has("time") ? std::optional(seconds_in(given.value("time"))) : std::nullopt;
}
inline int run_stop(session& s, const arguments& given) {
    const auto grace = grace_in(given);
    return each_container(s, given,
                          [&](const engine::container& c) { s.containers().stop(c, grace); });
}

}  // namespace detail

SLIPWAY_INLINE verb stop() {
    return {.name = "stop",
            .usage = "[OPTION...] CONTAINER...",
            .summary = "ask containers to end, and make them after a while",
            .options = {{.name = "time",
                         .letter = 't',
                         .value = "SECONDS",
                         .help = "how long they have (10, or what they were made with)"}},
            .least = 1,
            .run = detail::run_stop,
            .group = "Containers"};
}

}  // namespace slipway::cli::command
