// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/cli/command/builder_prune.hpp>
#include <slipway/cli/command/detail/pruning.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/prune_builds.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_builder_prune(session& s, const arguments& given) {
    if (agreed(s, given, "the steps and caches that builds have kept"))
        print_freed(engine::prune_builds(s.root()));
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb builder_prune() {
    return {.name = "builder prune",
            .usage = "[OPTION...]",
            .summary = "remove what builds have kept for later ones",
            .options = {{.name = "force", .letter = 'f', .help = "do not ask"}},
            .most = 0,
            .run = detail::run_builder_prune,
            .group = "Images"};
}

}  // namespace slipway::cli::command
