// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include <slipway/cli/command/detail/filters.hpp>
#include <slipway/cli/command/detail/pruning.hpp>
#include <slipway/cli/command/image_prune.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/prune.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_image_prune(session& s, const arguments& given) {
    engine::filters wanted = filters_of(given, engine::image_prune_filters);
    if (given.has("all")) wanted.add("dangling", "false");
    if (!agreed(s, given,
                wanted.asks_for("dangling", false) ? "all images that no container stands on"
                                                   : "all images without a tag"))
        return 0;
    print_freed(prune_images(s, wanted));
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE std::uint64_t prune_images(session& s, const engine::filters& wanted) {
    const engine::removal gone = engine::prune_images(s.images(), wanted);
    for (const oci::reference& name : gone.untagged) print_line("untagged: " + name.familiar());
    for (const oci::digest& id : gone.deleted) print_line("deleted: " + id.str());
    return gone.freed;
}

SLIPWAY_INLINE verb image_prune() {
    return {.name = "image prune",
            .usage = "[OPTION...]",
            .summary = "remove images that have no tag",
            .options = {{.name = "all",
                         .letter = 'a',
                         .help = "all images that no container stands on"},
                        detail::prune_filter_option,
                        {.name = "force", .letter = 'f', .help = "do not ask"}},
            .most = 0,
            .run = detail::run_image_prune,
            .group = "Images"};
}

}  // namespace slipway::cli::command
