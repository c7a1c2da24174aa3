// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/cli/command/detail/filters.hpp>
#include <slipway/cli/command/detail/pruning.hpp>
#include <slipway/cli/command/network_prune.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/prune.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_network_prune(session& s, const arguments& given) {
    const engine::filters wanted = filters_of(given, engine::network_prune_filters);
    if (agreed(s, given, "all networks that no container is in")) prune_networks(s, wanted);
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE void prune_networks(session& s, const engine::filters& wanted) {
    for (const engine::named_network& each : engine::prune_networks(s.containers(), wanted))
        print_line("deleted: " + each.name);
}

SLIPWAY_INLINE verb network_prune() {
    return {.name = "network prune",
            .usage = "[OPTION...]",
            .summary = "remove networks that no container is in",
            .options = {detail::prune_filter_option,
                        {.name = "force", .letter = 'f', .help = "do not ask"}},
            .most = 0,
            .run = detail::run_network_prune,
            .group = "Networks"};
}

}  // namespace slipway::cli::command
