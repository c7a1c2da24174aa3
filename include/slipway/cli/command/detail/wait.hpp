// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/cli/command/wait.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/containers.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_wait(session& s, const arguments& given) {
    for (const std::string& name : given.operands()) {
        const engine::container c = s.containers().get(name);
        print_line(std::to_string(s.containers().wait(c).exit_code));
    }
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb wait() {
    return {.name = "wait",
            .usage = "CONTAINER...",
            .summary = "wait until containers have ended, and print their exit codes",
            .least = 1,
            .run = detail::run_wait,
            .group = "Containers"};
}

}  // namespace slipway::cli::command
