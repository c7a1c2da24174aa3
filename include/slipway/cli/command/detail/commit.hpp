// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/cli/command/commit.hpp>
#include <slipway/cli/command/compression_options.hpp>
#include <slipway/cli/command/detail/image_note_options.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/commit.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_commit(session& s, const arguments& given) {
    engine::commit_options options{.author = given.value("author"),
                                   .comment = given.value("message"),
                                   .changes = given.values("change"),
                                   .pause = !given.denied("pause")};
    options.compression = compression_in(given).value_or(options.compression);
    options.level = compression_level_in(given, options.compression);
    if (given.operands().size() > 1) options.name = oci::reference::parse(given.operands()[1]);
    print_line(
        engine::commit(s.images(), s.containers(), s.containers().get(given.operands()[0]), options)
            .id.str());
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb commit() {
    return {.name = "commit",
            .usage = "[OPTION...] CONTAINER [NAME]",
            .summary = "make an image of a container, with what it has changed",
            .options = with_compression_options(
                {{.name = "author",
                  .letter = 'a',
                  .value = "TEXT",
                  .help = "who made it, such as \"Ann <ann@example.com>\""},
                 detail::change_option,
                 detail::message_option,
                 {.name = "pause",
                  .letter = 'p',
                  .help = "hold the container meanwhile; =false lets it go on"}},
                "of the layer that is made: gzip (as it is without), zstd or none"),
            .least = 1,
            .most = 2,
            .run = detail::run_commit,
            .group = "Containers"};
}

}  // namespace slipway::cli::command
