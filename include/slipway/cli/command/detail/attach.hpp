// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/cli/command/attach.hpp>
#include <slipway/cli/command/detail/attached.hpp>
#include <slipway/cli/command/program.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_attach(session& s, const arguments& given) {
    const detach_keys leave = detach_keys_in(given);
    const engine::container c = s.containers().get(given.operands()[0]);
    if (c.phase != engine::container_phase::running)
        throw status_error(core::reason::conflict, "container " + c.name + " is not running");
    attached front(s.containers(), c,
                   {.in = !given.has("no-stdin"), .signals = !given.denied("sig-proxy")}, leave);
    s.containers().runtime().attach(c.id, front.ends());
    const std::optional<int> code = front.follow();
    return code ? *code : front.code_of_leaving();
}

}  // namespace detail

SLIPWAY_INLINE verb attach() {
    return {
        .name = "attach",
        .usage = "[OPTION...] CONTAINER",
        .summary = "stand in front of a container that runs",
        .options =
            {detail::detach_keys_option,
             {.name = "no-stdin", .help = "does not read from this program"},
             {.name = "sig-proxy",
              .help =
                  "passes signals on to it (as it is without); --sig-proxy=false: they end this program"}},
        .least = 1,
        .most = 1,
        .run = detail::run_attach,
        .group = "Containers"};
}

}  // namespace slipway::cli::command
