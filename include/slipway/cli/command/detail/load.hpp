// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <unistd.h>

#include <slipway/cli/command/detail/standard_input.hpp>
#include <slipway/cli/command/load.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_load(session& s, const arguments& given) {
    if (given.has("quiet")) s.hush();
    if (!given.has("input") && ::isatty(STDIN_FILENO))
        throw usage_error("an archive is not read from a terminal: name a file with -i");
    for (const runtime::image& image : s.images().load(
             given.has("input") ? oci::read_from_file(given.value("input")) : standard_input()))
        if (engine::images::untagged(image.reference))
            print_line("Loaded image ID: " + image.id.str());
        else print_line("Loaded image: " + image.reference.familiar());
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb load() {
    return {.name = "load",
            .usage = "[OPTION...]",
            .summary = "take the images of an archive that save, docker or podman wrote",
            .options = {{.name = "input",
                         .letter = 'i',
                         .value = "FILE",
                         .help = "instead of standard input"},
                        {.name = "quiet", .letter = 'q', .help = "tell no progress"}},
            .most = 0,
            .run = detail::run_load,
            .group = "Images"};
}

}  // namespace slipway::cli::command
