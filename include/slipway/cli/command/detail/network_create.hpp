// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/cli/command/detail/label_options.hpp>
#include <slipway/cli/command/network_create.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/networks.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_network_create(session& s, const arguments& given) {
    const engine::network_options wanted{.name = given.operands()[0],
                                         .subnet = given.value("subnet"),
                                         .gateway = given.value("gateway"),
                                         .range = given.value("ip-range"),
                                         .internal = given.has("internal"),
                                         .labels = labels_in(given)};
    print_line(engine::create_network(s.containers(), wanted).id);
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb network_create() {
    return {
        .name = "network create",
        .usage = "[OPTION...] NAME",
        .summary =
            "make a network, whose containers find each other by name and reach nobody in another",
        .options = {{.name = "gateway",
                     .value = "ADDRESS",
                     .help = "this machine's address in it (the first of the subnet)"},
                    {.name = "internal",
                     .help = "its containers reach each other and this machine only"},
                    {.name = "ip-range",
                     .value = "NETWORK",
                     .help = "the part of the subnet that free addresses are taken from"},
                    {.name = "label",
                     .letter = 'l',
                     .value = "KEY=VALUE",
                     .help = "a note on it",
                     .repeats = true},
                    {.name = "subnet",
                     .value = "NETWORK",
                     .help = "its addresses, such as 10.1.2.0/24 (a free one)"}},
        .least = 1,
        .most = 1,
        .run = detail::run_network_create,
        .group = "Networks"};
}

}  // namespace slipway::cli::command
