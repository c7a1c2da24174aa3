// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/cli/command/in_words.hpp>
#include <slipway/cli/command/listing.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/cli/command/system_df.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/disk_usage.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_system_df(session& s, const arguments& given) {
    listing shown(given, {"TYPE", "TOTAL", "ACTIVE", "SIZE", "RECLAIMABLE"},
                  {{"TotalCount", "TOTAL"}});
    const engine::disk_usage all = engine::use_of_disk(s.images(), s.containers());
    const auto add = [&](const std::string& name, const engine::disk_use& u) {
        shown.row({{"Type", name},
                   {"TotalCount", u.count},
                   {"Active", u.active},
                   {"Size", u.bytes},
                   {"Reclaimable", u.reclaimable}},
                  {name, std::to_string(u.count), std::to_string(u.active), size_in_words(u.bytes),
                   size_in_words(u.reclaimable)});
    };
    add("Images", all.images);
    add("Containers", all.containers);
    add("Volumes", all.volumes);
    shown.end();
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb system_df() {
    return {.name = "system df",
            .usage = "[OPTION...]",
            .summary = "tell what images, containers and volumes take on the disk",
            .options = {format_option},
            .most = 0,
            .run = detail::run_system_df};
}

}  // namespace slipway::cli::command
