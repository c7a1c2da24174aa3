// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/cli/command/table.hpp>
#include <slipway/cli/command/top.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/containers.hpp>
#include <slipway/engine/process_table.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_top(session& s, const arguments& given) {
    const std::vector<std::string>& words = given.operands();
    const engine::process_table all =
        engine::process_table_of(s.containers().get(words[0]), {words.begin() + 1, words.end()});
    table shown(all.titles);
    for (const std::vector<std::string>& row : all.rows) shown.row(row);
    print(shown.text());
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb top() {
    return {
        .name = "top",
        .usage = "CONTAINER [OPTION FOR PS...]",
        .summary =
            "list the processes of a container, with their ids on this machine; with options for ps, as this machine's ps shows them, such as -o pid,user,args",
        .least = 1,
        .rest_is_command = true,
        .run = detail::run_top,
        .group = "Containers"};
}

}  // namespace slipway::cli::command
