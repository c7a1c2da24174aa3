// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/cli/command/detail/each_operand.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/cli/command/volume_rm.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/volumes.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_volume_rm(session& s, const arguments& given) {
    return each_operand(
        given, [&](const std::string& name) { engine::remove_volume(s.containers(), name); });
}

}  // namespace detail

SLIPWAY_INLINE verb volume_rm() {
    return {.name = "volume rm",
            .usage = "[OPTION...] NAME...",
            .summary = "remove volumes that no container stands on, with all that is in them",
            .options = {{.name = "force",
                         .letter = 'f',
                         .help = "without an error where there is none"}},
            .least = 1,
            .run = detail::run_volume_rm,
            .group = "Volumes"};
}

}  // namespace slipway::cli::command
