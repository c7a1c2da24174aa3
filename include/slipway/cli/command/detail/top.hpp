// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/cli/command/table.hpp>
#include <slipway/cli/command/top.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/containers.hpp>
#include <slipway/engine/processes.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_top(session& s, const arguments& given) {
    table shown({"UID", "PID", "PPID", "STATE", "TIME", "COMMAND"});
    for (const engine::process& p : engine::processes(s.containers().get(given.operands()[0])))
        shown.row({p.user, p.pid, p.parent, p.state, engine::clock_in_words(p.cpu), p.command});
    print(shown.text());
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb top() {
    return {.name = "top",
            .usage = "CONTAINER",
            .summary = "list the processes of a container, with their ids on this machine",
            .least = 1,
            .most = 1,
            .run = detail::run_top,
            .group = "Containers"};
}

}  // namespace slipway::cli::command
