// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <slipway/cli/command/detail/filters.hpp>
#include <slipway/cli/command/listing.hpp>
#include <slipway/cli/command/network_ls.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/filter_networks.hpp>
#include <slipway/engine/networks.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_network_ls(session& s, const arguments& given) {
    const bool quiet = given.has("quiet");
    const engine::filters wanted = filters_of(given, engine::network_filters);
    std::vector<engine::named_network> all = engine::networks(s.containers());
    if (given.has("dangling")) {
        std::erase_if(all, [](const auto& n) { return !n.containers.empty(); });
    } else {
        for (engine::named_network& each : engine::predefined_networks(s.containers()))
            all.push_back(std::move(each));
        std::sort(all.begin(), all.end(),
                  [](const auto& a, const auto& b) { return a.name < b.name; });
    }
    std::erase_if(all, [&](const auto& n) { return !engine::fits(n, wanted); });
    listing shown(given, {"NETWORK ID", "NAME", "DRIVER", "SUBNET", "CONTAINERS"},
                  {{"ID", "NETWORK ID"}});
    for (const engine::named_network& each : all) {
        const std::string id = each.id.substr(0, 12);
        if (quiet) print_line(id);
        else
            shown.row({{"ID", each.id},
                       {"Name", each.name},
                       {"Driver", engine::driver_of(each.name)},
                       {"Scope", "local"},
                       {"Subnet", each.subnet},
                       {"Internal", each.internal},
                       {"Containers", each.containers.size()}},
                      {id, each.name, engine::driver_of(each.name), each.subnet,
                       std::to_string(each.containers.size())});
    }
    if (!quiet) shown.end();
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb network_ls() {
    return {
        .name = "network ls",
        .usage = "[OPTION...]",
        .summary = "list networks, and how many containers are in each",
        .options =
            {{.name = "dangling", .help = "those that were made and no container is in"},
             {.name = "filter",
              .letter = 'f',
              .value = "FILTER",
              .help =
                  "dangling=true or false, driver=, id=, label=KEY[=VALUE], name=, scope=local or type=custom or builtin",
              .repeats = true},
             format_option,
             {.name = "quiet", .letter = 'q', .help = "ids alone"}},
        .most = 0,
        .run = detail::run_network_ls,
        .group = "Networks"};
}

}  // namespace slipway::cli::command
