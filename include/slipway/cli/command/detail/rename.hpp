// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/cli/command/rename.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_rename(session& s, const arguments& given) {
    s.containers().rename(s.containers().get(given.operands()[0]), given.operands()[1]);
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb rename() {
    return {.name = "rename",
            .usage = "CONTAINER NAME",
            .summary = "give a container another name",
            .least = 2,
            .most = 2,
            .run = detail::run_rename,
            .group = "Containers"};
}

}  // namespace slipway::cli::command
