// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/cli/command/container_diff.hpp>
#include <slipway/cli/command/listing.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/cli/detail/clean_text.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/container_changes.hpp>
#include <slipway/json/value.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_container_diff(session& s, const arguments& given) {
    const std::string format = given.value("format", "table");
    listing shown(given, {});
    for (const engine::file_change& each :
         engine::container_changes(s.containers().get(given.operands()[0]))) {
        const char* const kind = each.kind == engine::change_kind::modified ? "C"
                                 : each.kind == engine::change_kind::added  ? "A"
                                                                            : "D";
        if (format == "table") print_line(kind + (' ' + cli::detail::clean_text(each.path)));
        else shown.row({{"Kind", kind}, {"Path", each.path}}, {});
    }
    if (format != "table") shown.end();
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb container_diff() {
    return {
        .name = "diff",
        .usage = "[OPTION...] CONTAINER",
        .summary =
            "tell what a container has added (A), changed (C) and deleted (D) of its image's files",
        .options = {format_option},
        .least = 1,
        .most = 1,
        .run = detail::run_container_diff,
        .group = "Containers"};
}

}  // namespace slipway::cli::command
