// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include <slipway/cli/command/in_words.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/cli/command/volume_prune.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/volumes.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_volume_prune(session& s, const arguments& given) {
    const bool all = given.has("all");
    const std::string which =
        all ? "all volumes that no container stands on"
            : "all volumes without a name of their own that no container stands on";
    if (!given.has("force") && !confirmed("This removes " + which + ". Go on?")) {
        s.say("nothing was removed: nobody said yes (--force goes on without asking)");
        return 0;
    }
    const std::uint64_t freed = prune_volumes(s, all);
    print_line("Total reclaimed space: " + size_in_words(freed));
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE std::uint64_t prune_volumes(session& s, bool all) {
    const engine::pruned_volumes gone = engine::prune_volumes(s.containers(), all);
    for (const engine::named_volume& each : gone.deleted) print_line("deleted: " + each.name);
    return gone.freed;
}

SLIPWAY_INLINE verb volume_prune() {
    return {.name = "volume prune",
            .usage = "[OPTION...]",
            .summary = "remove volumes that nobody has named and no container stands on",
            .options = {{.name = "all", .letter = 'a', .help = "those with names, too"},
                        {.name = "force", .letter = 'f', .help = "do not ask"}},
            .most = 0,
            .run = detail::run_volume_prune,
            .group = "Volumes"};
}

}  // namespace slipway::cli::command
