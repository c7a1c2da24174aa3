// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/cli/command/detail/each_operand.hpp>
#include <slipway/cli/command/network_rm.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/networks.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_network_rm(session& s, const arguments& given) {
    return each_operand(
        given, [&](const std::string& name) { engine::remove_network(s.containers(), name); });
}

}  // namespace detail

SLIPWAY_INLINE verb network_rm() {
    return {.name = "network rm",
            .usage = "[OPTION...] NETWORK...",
            .summary = "remove networks that no container is in",
            .options = {{.name = "force",
                         .letter = 'f',
                         .help = "without an error where there is none"}},
            .least = 1,
            .run = detail::run_network_rm,
            .group = "Networks"};
}

}  // namespace slipway::cli::command
