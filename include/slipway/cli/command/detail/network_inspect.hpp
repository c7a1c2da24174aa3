// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/cli/command/listing.hpp>
#include <slipway/cli/command/network_inspect.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/inspect_network.hpp>
#include <slipway/engine/networks.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_network_inspect(session& s, const arguments& given) {
    json::value all = json::value::array();
    for (const std::string& name : given.operands())
        all.push_back(engine::inspect(engine::get_network(s.containers(), name), s.containers()));
    print_inspected(given, all);
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb network_inspect() {
    return {.name = "network inspect",
            .usage = "[OPTION...] NETWORK...",
            .summary = "tell all that is known of networks, and who runs in them",
            .options = {inspect_format_option},
            .least = 1,
            .run = detail::run_network_inspect,
            .group = "Networks"};
}

}  // namespace slipway::cli::command
