// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/cli/command/network_rm.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/networks.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_network_rm(session& s, const arguments& given) {
    for (const std::string& name : given.operands()) {
        engine::remove_network(s.containers(), name);
        print_line(name);
    }
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb network_rm() {
    return {.name = "network rm",
            .usage = "NETWORK...",
            .summary = "remove networks that no container is in",
            .least = 1,
            .run = detail::run_network_rm,
            .group = "Networks"};
}

}  // namespace slipway::cli::command
