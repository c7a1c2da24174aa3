// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/cli/command/listing.hpp>
#include <slipway/cli/command/network_ls.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/networks.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_network_ls(session& s, const arguments& given) {
    const bool quiet = given.has("quiet");
    listing shown(given, {"NETWORK ID", "NAME", "SUBNET", "CONTAINERS"}, {{"ID", "NETWORK ID"}});
    for (const engine::named_network& each : engine::networks(s.containers())) {
        if (given.has("dangling") && !each.containers.empty()) continue;
        const std::string id = each.id.substr(0, 12);
        if (quiet) print_line(id);
        else
            shown.row({{"ID", each.id},
                       {"Name", each.name},
                       {"Driver", "bridge"},
                       {"Scope", "local"},
                       {"Subnet", each.subnet},
                       {"Internal", each.internal},
                       {"Containers", each.containers.size()}},
                      {id, each.name, each.subnet, std::to_string(each.containers.size())});
    }
    if (!quiet) shown.end();
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb network_ls() {
    return {.name = "network ls",
            .usage = "[OPTION...]",
            .summary = "list the networks that were made, and how many containers are in each",
            .options = {{.name = "dangling", .help = "those that no container is in"},
                        format_option,
                        {.name = "quiet", .letter = 'q', .help = "ids alone"}},
            .most = 0,
            .run = detail::run_network_ls,
            .group = "Networks"};
}

}  // namespace slipway::cli::command
