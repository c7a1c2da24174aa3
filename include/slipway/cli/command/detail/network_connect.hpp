// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/cli/command/network_connect.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/containers.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_network_connect(session& s, const arguments& given) {
    s.containers().connect(s.containers().get(given.operands()[1]),
                           {given.operands()[0], given.values("alias"), given.value("ip"), {}});
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb network_connect() {
    return {.name = "network connect",
            .usage = "[OPTION...] NETWORK CONTAINER",
            .summary = "put a container into one more network, at once where it runs",
            .options = {{.name = "alias",
                         .value = "NAME",
                         .help = "one more name by which others in it find it",
                         .repeats = true},
                        {.name = "ip",
                         .value = "ADDRESS",
                         .help = "its address there (one that is free)"}},
            .least = 2,
            .most = 2,
            .run = detail::run_network_connect,
            .group = "Networks"};
}

}  // namespace slipway::cli::command
