// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include <slipway/cli/command/image_prune.hpp>
#include <slipway/cli/command/in_words.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_image_prune(session& s, const arguments& given) {
    const bool all = given.has("all");
    const std::string which =
        all ? "all images that no container stands on" : "all images without a tag";
    if (!given.has("force") && !confirmed("This removes " + which + ". Go on?")) {
        s.say("nothing was removed: nobody said yes (--force goes on without asking)");
        return 0;
    }
    const std::uint64_t freed = prune_images(s, all);
    print_line("Total reclaimed space: " + size_in_words(freed));
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE std::uint64_t prune_images(session& s, bool all) {
    const engine::removal gone = s.images().prune(all);
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
                        {.name = "force", .letter = 'f', .help = "do not ask"}},
            .most = 0,
            .run = detail::run_image_prune,
            .group = "Images"};
}

}  // namespace slipway::cli::command
