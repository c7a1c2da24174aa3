// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/cli/command/listing.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/cli/command/volume_inspect.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/directory_bytes.hpp>
#include <slipway/engine/volumes.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_volume_inspect(session& s, const arguments& given) {
    json::value all = json::value::array();
    for (const std::string& name : given.operands()) {
        const engine::named_volume v = engine::get_volume(s.containers(), name);
        all.push_back(
            {{"Name", v.name},
             {"Driver", "local"},
             {"Labels", v.labels},
             {"Mountpoint", v.place.string()},
             {"UsageData", {{"RefCount", v.users}, {"Size", engine::directory_bytes(v.place)}}}});
    }
    print_inspected(given, all);
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb volume_inspect() {
    return {.name = "volume inspect",
            .usage = "[OPTION...] NAME...",
            .summary = "tell where volumes are, what stands on them, and their sizes",
            .options = {inspect_format_option},
            .least = 1,
            .run = detail::run_volume_inspect,
            .group = "Volumes"};
}

}  // namespace slipway::cli::command
