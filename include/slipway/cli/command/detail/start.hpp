// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/cli/command/detail/each_container.hpp>
#include <slipway/cli/command/detail/run.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/cli/command/start.hpp>
#include <slipway/core/compiled.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_start(session& s, const arguments& given) {
    if (!given.has("attach") && !given.has("interactive"))
        return each_container(s, given,
                              [&](const engine::container& c) { s.containers().start(c); });
    if (given.operands().size() != 1)
        throw usage_error("only one container can be started with --attach");
    const engine::container c = s.containers().get(given.operands()[0]);
    if (engine::is_up(c))
        throw status_error(core::reason::conflict,
                           "container " + c.name + " is running already: attach to it");
    return be(s, c, {.in = given.has("interactive")}, detach_keys_in(given));
}

}  // namespace detail

SLIPWAY_INLINE verb start() {
    return {.name = "start",
            .usage = "[OPTION...] CONTAINER...",
            .summary = "start containers, on what they wrote before",
            .options = {{.name = "attach", .letter = 'a', .help = "stands in front of it"},
                        detail::detach_keys_option,
                        {.name = "interactive",
                         .letter = 'i',
                         .help = "the same, and reads from this program"}},
            .least = 1,
            .run = detail::run_start,
            .group = "Containers"};
}

}  // namespace slipway::cli::command
