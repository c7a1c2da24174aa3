// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include <slipway/cli/command/container_prune.hpp>
#include <slipway/cli/command/detail/filters.hpp>
#include <slipway/cli/command/detail/pruning.hpp>
#include <slipway/cli/command/image_prune.hpp>
#include <slipway/cli/command/network_prune.hpp>
#include <slipway/cli/command/parse.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/cli/command/system_prune.hpp>
#include <slipway/cli/command/volume_prune.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/prune.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_system_prune(session& s, const arguments& given) {
    const auto wanted = filters_of(given, engine::container_prune_filters),
               of_networks = filters_of(given, engine::network_prune_filters);
    engine::filters of_images = filters_of(given, engine::image_prune_filters), of_volumes;
    if (given.has("all")) of_images.add("dangling", "false");
    if (given.has("volumes")) {
        if (wanted.has("until"))
            throw usage_error(
                "--filter until= and --volumes do not go together: when a volume was made is not kept");
        of_volumes = filters_of(given, engine::volume_prune_filters);
    }
    if (!agreed(s, given,
                std::string("all containers that do not run, all networks that no container is in "
                            "then, ") +
                    (given.has("all") ? "all images that no container stands on then"
                                      : "all images without a tag") +
                    (given.has("volumes") ? ", all volumes without a name of their own" : "")))
        return 0;
    std::uint64_t freed = prune_containers(s, wanted);
    prune_networks(s, of_networks);
    if (given.has("volumes")) freed += prune_volumes(s, of_volumes);
    freed += prune_images(s, of_images);
    print_freed(freed);
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
                    detail::prune_filter_option,
                    {.name = "force", .letter = 'f', .help = "do not ask"},
                    {.name = "volumes", .help = "volumes that nobody has named, too"}},
        .most = 0,
        .run = detail::run_system_prune};
}

}  // namespace slipway::cli::command
