// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/cli/command/volume_create.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/volumes.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_volume_create(session& s, const arguments& given) {
    if (given.operands().empty()) print_line(engine::create_volume(s.containers(), engine::nameless_volume()).name);
    for (const std::string& name : given.operands()) print_line(engine::create_volume(s.containers(), name).name);
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb volume_create() {
    return {.name = "volume create",
            .usage = "[NAME...]",
            .summary = "make a volume; one that is there is left alone, one without a name gets a long one",
            .run = detail::run_volume_create,
            .group = "Volumes"};
}

}  // namespace slipway::cli::command
