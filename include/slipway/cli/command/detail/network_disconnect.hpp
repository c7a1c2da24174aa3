// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/cli/command/network_disconnect.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/containers.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_network_disconnect(session& s, const arguments& given) {
    s.containers().disconnect(s.containers().get(given.operands()[1]), given.operands()[0]);
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb network_disconnect() {
    return {.name = "network disconnect",
            .usage = "NETWORK CONTAINER",
            .summary = "take a container out of a network, at once where it runs",
            .least = 2,
            .most = 2,
            .run = detail::run_network_disconnect,
            .group = "Networks"};
}

}  // namespace slipway::cli::command
