// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>

#include <slipway/cli/command/listing.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/cli/command/volume_ls.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/volumes.hpp>

namespace slipway::cli::command {

namespace detail {

/// Whether it is asked for. Throws `usage_error`.
inline bool passes(const engine::named_volume& v, const arguments& given) {
    bool made = true;
    for (const std::string& filter : given.values("filter")) {
        const std::size_t equals = filter.find('=');
        const std::string key = filter.substr(0, equals),
                          value = equals == filter.npos ? "" : filter.substr(equals + 1);
        const std::size_t split = value.find('=');
        const auto label = v.labels.find(value.substr(0, split));
        if (key == "name") made = made && v.name.find(value) != value.npos;
        else if (key == "dangling" && (value == "true" || value == "false"))
            made = made && (v.users == 0) == (value == "true");
        else if (key == "label")
            made = made && label != v.labels.end() &&
                   (split == value.npos || label->second == value.substr(split + 1));
        else
            throw usage_error(
                "'" + filter +
                "' is no filter; name=, dangling=true, dangling=false and label= are");
    }
    return made;
}

inline int run_volume_ls(session& s, const arguments& given) {
    const bool quiet = given.has("quiet");
    listing shown(given, {"VOLUME NAME", "CONTAINERS"}, {{"Name", "VOLUME NAME"}});
    for (const engine::named_volume& each : engine::volumes(s.containers())) {
        if ((given.has("dangling") && each.users != 0) || !passes(each, given)) continue;
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
                         .help = "name=, dangling=true, dangling=false or label=KEY[=VALUE]",
                         .repeats = true},
                        format_option,
                        {.name = "quiet", .letter = 'q', .help = "names alone"}},
            .most = 0,
            .run = detail::run_volume_ls,
            .group = "Volumes"};
}

}  // namespace slipway::cli::command
