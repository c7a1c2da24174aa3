// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include <slipway/cli/command/container_prune.hpp>
#include <slipway/cli/command/detail/filters.hpp>
#include <slipway/cli/command/detail/pruning.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/prune.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_container_prune(session& s, const arguments& given) {
    const engine::filters wanted = filters_of(given, engine::container_prune_filters);
    if (!agreed(s, given, "all containers that do not run, with all that they wrote")) return 0;
    print_freed(prune_containers(s, wanted));
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE std::uint64_t prune_containers(session& s, const engine::filters& wanted) {
    return engine::prune_containers(s.containers(), wanted,
                                    [](const engine::container& c) { print_line(c.id); })
        .freed;
}

SLIPWAY_INLINE verb container_prune() {
    return {.name = "container prune",
            .usage = "[OPTION...]",
            .summary = "remove all containers that do not run",
            .options = {detail::prune_filter_option,
                        {.name = "force", .letter = 'f', .help = "do not ask"}},
            .most = 0,
            .run = detail::run_container_prune,
            .group = "Containers"};
}

}  // namespace slipway::cli::command
