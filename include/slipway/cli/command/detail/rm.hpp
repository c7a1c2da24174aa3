// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/cli/command/detail/each_container.hpp>
#include <slipway/cli/command/rm.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/volumes.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_rm(session& s, const arguments& given) {
    return each_container(s, given, [&](const engine::container& c) {
        s.containers().remove(c, given.has("force"));
        if (given.has("volumes")) engine::remove_nameless_volumes(s.containers(), c);
    });
}

}  // namespace detail

SLIPWAY_INLINE verb rm() {
    return {.name = "rm",
            .usage = "[OPTION...] CONTAINER...",
            .summary = "remove containers, with all that they wrote",
            .options = {{.name = "force",
                         .letter = 'f',
                         .help = "also those that run, and without an error where there is none"},
                        {.name = "volumes",
                         .letter = 'v',
                         .help = "and their volumes that nobody has named"}},
            .least = 1,
            .run = detail::run_rm,
            .group = "Containers"};
}

}  // namespace slipway::cli::command
