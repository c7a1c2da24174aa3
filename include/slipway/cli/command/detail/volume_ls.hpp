// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/cli/command/detail/filters.hpp>
#include <slipway/cli/command/listing.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/cli/command/volume_ls.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/filter_volumes.hpp>
#include <slipway/engine/volumes.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_volume_ls(session& s, const arguments& given) {
    const bool quiet = given.has("quiet");
    const engine::filters wanted = filters_of(given, engine::volume_filters);
    listing shown(given, {"VOLUME NAME", "CONTAINERS"}, {{"Name", "VOLUME NAME"}});
    for (const engine::named_volume& each : engine::volumes(s.containers())) {
        if ((given.has("dangling") && each.users != 0) || !engine::fits(each, wanted)) continue;
        if (quiet) print_line(each.name);
        else
            shown.row({{"Name", each.name},
                       {"Driver", "local"},
                       {"Scope", "local"},
                       {"Mountpoint", each.place.string()},
                       {"Containers", each.users}},
                      {each.name, std::to_string(each.users)}, {{"Label", each.labels}});
    }
    if (!quiet) shown.end();
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb volume_ls() {
    return {.name = "volume ls",
            .usage = "[OPTION...]",
            .summary = "list volumes, and how many containers stand on each",
            .options = {{.name = "dangling", .help = "those that no container stands on"},
                        {.name = "filter",
                         .letter = 'f',
                         .value = "FILTER",
                         .help = "dangling=true or false, driver=local, label=KEY[=VALUE] or name=",
                         .repeats = true},
                        format_option,
                        {.name = "quiet", .letter = 'q', .help = "names alone"}},
            .most = 0,
            .run = detail::run_volume_ls,
            .group = "Volumes"};
}

}  // namespace slipway::cli::command
