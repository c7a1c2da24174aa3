// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <slipway/cli/command/detail/label_options.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/cli/command/volume_create.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/volumes.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_volume_create(session& s, const arguments& given) {
    const auto labels = labels_in(given);
    std::vector<std::string> names = given.operands();
    if (names.empty()) names.push_back(engine::nameless_volume());
    for (const std::string& name : names)
        print_line(engine::create_volume(s.containers(), name, labels).name);
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb volume_create() {
    return {
        .name = "volume create",
        .usage = "[OPTION...] [NAME...]",
        .summary =
            "make a volume; one that is there is left alone, one without a name gets a long one",
        .options = {{.name = "label",
                     .letter = 'l',
                     .value = "KEY=VALUE",
                     .help = "a note on it",
                     .repeats = true}},
        .run = detail::run_volume_create,
        .group = "Volumes"};
}

}  // namespace slipway::cli::command
