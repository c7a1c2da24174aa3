// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include <slipway/cli/command/detail/filters.hpp>
#include <slipway/cli/command/detail/pruning.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/cli/command/volume_prune.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/prune.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_volume_prune(session& s, const arguments& given) {
    engine::filters wanted = filters_of(given, engine::volume_prune_filters);
    if (given.has("all")) wanted.add("all", "true");
    if (!agreed(s, given,
                wanted.asks_for("all", true)
                    ? "all volumes that no container stands on"
                    : "all volumes without a name of their own that no container stands on"))
        return 0;
    print_freed(prune_volumes(s, wanted));
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE std::uint64_t prune_volumes(session& s, const engine::filters& wanted) {
    const engine::pruned_volumes gone = engine::prune_volumes(s.containers(), wanted);
    for (const engine::named_volume& each : gone.deleted) print_line("deleted: " + each.name);
    return gone.freed;
}

SLIPWAY_INLINE verb volume_prune() {
    return {.name = "volume prune",
            .usage = "[OPTION...]",
            .summary = "remove volumes that nobody has named and no container stands on",
            .options = {{.name = "all", .letter = 'a', .help = "those with names, too"},
                        {.name = "filter",
                         .value = "FILTER",
                         .help = "label=KEY[=VALUE] or label!=KEY[=VALUE]: those alone",
                         .repeats = true},
                        {.name = "force", .letter = 'f', .help = "do not ask"}},
            .most = 0,
            .run = detail::run_volume_prune,
            .group = "Volumes"};
}

}  // namespace slipway::cli::command
