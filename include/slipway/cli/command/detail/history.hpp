// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>

#include <slipway/cli/command/history.hpp>
#include <slipway/cli/command/in_words.hpp>
#include <slipway/cli/command/listing.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/image_history.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_history(session& s, const arguments& given) {
    const bool whole = given.has("no-trunc"), quiet = given.has("quiet");
    const runtime::image image = s.images().get(given.operands()[0]);
    const auto now = core::system_time().wall();
    listing shown(given, {"IMAGE", "CREATED", "CREATED BY", "SIZE", "COMMENT"},
                  {{"ID", "IMAGE"}, {"CreatedSince", "CREATED"}});
    bool first = true;
    for (const engine::image_step& step : engine::history(s.images(), image)) {
        const std::string id =
            std::exchange(first, false) ? id_in_words(image.id, whole) : "<missing>";
        std::string by = step.created_by;
        if (!whole && by.size() > 45) by = by.substr(0, 42) + "...";
        if (quiet) print_line(id);
        else
            shown.row({{"ID", id},
                       {"CreatedAt", step.created},
                       {"CreatedSince", ago(step.created, now)},
                       {"CreatedBy", by},
                       {"Size", size_in_words(step.size)},
                       {"Comment", step.comment}},
                      {id, ago(step.created, now), by, size_in_words(step.size), step.comment});
    }
    if (!quiet) shown.end();
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb history() {
    return {.name = "history",
            .usage = "[OPTION...] IMAGE",
            .summary = "tell how the layers of an image came to be",
            .options = {format_option,
                        {.name = "no-trunc", .help = "whole ids and commands"},
                        {.name = "quiet", .letter = 'q', .help = "ids alone"}},
            .least = 1,
            .most = 1,
            .run = detail::run_history,
            .group = "Images"};
}

}  // namespace slipway::cli::command
