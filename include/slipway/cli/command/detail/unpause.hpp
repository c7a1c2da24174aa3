// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/cli/command/detail/each_container.hpp>
#include <slipway/cli/command/unpause.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_unpause(session& s, const arguments& given) {
    return each_container(s, given, [&](const engine::container& c) { s.containers().unpause(c); });
}

}  // namespace detail

SLIPWAY_INLINE verb unpause() {
    return {.name = "unpause",
            .usage = "CONTAINER...",
            .summary = "let paused containers go on",
            .least = 1,
            .run = detail::run_unpause,
            .group = "Containers"};
}

}  // namespace slipway::cli::command
