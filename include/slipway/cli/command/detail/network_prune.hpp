// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/cli/command/network_prune.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/networks.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_network_prune(session& s, const arguments& given) {
    if (!given.has("force") &&
        !confirmed("This removes all networks that no container is in. Go on?")) {
        s.say("nothing was removed: nobody said yes (--force goes on without asking)");
        return 0;
    }
    prune_networks(s);
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE void prune_networks(session& s) {
    for (const engine::named_network& each : engine::prune_networks(s.containers()))
        print_line("deleted: " + each.name);
}

SLIPWAY_INLINE verb network_prune() {
    return {.name = "network prune",
            .usage = "[OPTION...]",
            .summary = "remove networks that no container is in",
            .options = {{.name = "force", .letter = 'f', .help = "do not ask"}},
            .most = 0,
            .run = detail::run_network_prune,
            .group = "Networks"};
}

}  // namespace slipway::cli::command
