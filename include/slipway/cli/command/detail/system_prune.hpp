// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include <slipway/cli/command/container_prune.hpp>
#include <slipway/cli/command/image_prune.hpp>
#include <slipway/cli/command/in_words.hpp>
#include <slipway/cli/command/network_prune.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/cli/command/system_prune.hpp>
#include <slipway/cli/command/volume_prune.hpp>
#include <slipway/core/compiled.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_system_prune(session& s, const arguments& given) {
    const std::string which =
        std::string("all containers that do not run, all networks that no container is in then, ") +
        (given.has("all") ? "all images that no container stands on then"
                          : "all images without a tag") +
        (given.has("volumes") ? ", all volumes without a name of their own" : "");
    if (!given.has("force") && !confirmed("This removes " + which + ". Go on?")) {
        s.say("nothing was removed: nobody said yes (--force goes on without asking)");
        return 0;
    }
    std::uint64_t freed = prune_containers(s);
    prune_networks(s);
    if (given.has("volumes")) freed += prune_volumes(s, false);
    freed += prune_images(s, given.has("all"));
    print_line("Total reclaimed space: " + size_in_words(freed));
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb system_prune() {
    return {
        .name = "system prune",
        .usage = "[OPTION...]",
        .summary =
            "remove containers that do not run, networks that no container is in, and images without a tag",
        .options = {{.name = "all",
                     .letter = 'a',
                     .help = "all images that no container stands on"},
                    {.name = "force", .letter = 'f', .help = "do not ask"},
                    {.name = "volumes", .help = "volumes that nobody has named, too"}},
        .most = 0,
        .run = detail::run_system_prune};
}

}  // namespace slipway::cli::command
