// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/cli/command/table.hpp>
#include <slipway/cli/command/volume_ls.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/volumes.hpp>
#include <slipway/json/write.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_volume_ls(session& s, const arguments& given) {
    const bool json_lines = as_json(given);
    table shown({"VOLUME NAME", "CONTAINERS"});
    for (const engine::named_volume& each : engine::volumes(s.containers())) {
        if (given.has("dangling") && each.users != 0) continue;
        if (given.has("quiet")) print_line(each.name);
        else if (json_lines)
            print_line(json::write({{"Name", each.name},
                                    {"Mountpoint", each.place.string()},
                                    {"Containers", each.users}}));
        else shown.row({each.name, std::to_string(each.users)});
    }
    if (!json_lines && !given.has("quiet")) print(shown.text());
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb volume_ls() {
    return {.name = "volume ls",
            .usage = "[OPTION...]",
            .summary = "list volumes, and how many containers stand on each",
            .options = {{.name = "dangling", .help = "those that no container stands on"},
                        format_option,
                        {.name = "quiet", .letter = 'q', .help = "names alone"}},
            .most = 0,
            .run = detail::run_volume_ls,
            .group = "Volumes"};
}

}  // namespace slipway::cli::command
