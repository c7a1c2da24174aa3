// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/cli/command/detail/each_container.hpp>
#include <slipway/cli/command/detail/limit_options.hpp>
#include <slipway/cli/command/detail/limit_warnings.hpp>
#include <slipway/cli/command/detail/upkeep_options.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/cli/command/update.hpp>
#include <slipway/core/compiled.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_update(session& s, const arguments& given) {
    warn_of_limits(s.containers(),
                   limits_in(given));  // what is wrong is told before anything changes
    runtime::upkeep how;
    if (given.has("restart")) add_restart_policy(how, given.value("restart"));
    const bool limits = given.has("memory") || given.has("cpus") || given.has("cpu-shares") ||
                        given.has("pids-limit") || given.has("cpuset-cpus") ||
                        given.has("cpuset-mems");
    if (!limits && !given.has("restart"))
        throw usage_error(
            "there is nothing to change: give --memory, --cpus, --cpu-shares, --cpuset-cpus, --cpuset-mems, --pids-limit or --restart");
    return each_container(s, given, [&](const engine::container& c) {
        if (limits) s.containers().update(c, limits_in(given, c.spec.limits));
        if (given.has("restart"))
            s.containers().set_restart_policy(c, how.restart, how.most_restarts);
    });
}

}  // namespace detail

SLIPWAY_INLINE verb update() {
    return {
        .name = "update",
        .usage = "OPTION... CONTAINER...",
        .summary =
            "change the limits of containers, running or not, and whether they are started again",
        .options =
            {{.name = "cpu-shares",
              .letter = 'c',
              .value = "NUMBER",
              .help = "what part of the CPUs they get when others want them too"},
             {.name = "cpus",
              .value = "NUMBER",
              .help = "how many CPUs' time they may use, such as 1.5"},
             {.name = "cpuset-cpus",
              .value = "LIST",
              .help = "on which CPUs they run, such as 0-2,5; an empty text: all"},
             {.name = "cpuset-mems",
              .value = "LIST",
              .help = "of which nodes their memory is, such as 0"},
             {.name = "memory",
              .letter = 'm',
              .value = "BYTES",
              .help = "how much memory they may use, such as 512m; 0: no limit"},
             {.name = "pids-limit",
              .value = "NUMBER",
              .help = "how many processes they may have; -1: no limit"},
             {.name = "restart",
              .value = "POLICY",
              .help =
                  "when to start them again: no, on-failure[:NUMBER], always or unless-stopped"}},
        .least = 1,
        .run = detail::run_update,
        .group = "Containers"};
}

}  // namespace slipway::cli::command
