// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include <slipway/cli/command/in_words.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/cli/command/verb.hpp>

namespace slipway::cli::command::detail {

/// What removing several things at once can be confined to, of containers, images and networks.
inline constexpr option prune_filter_option{
    .name = "filter",
    .value = "FILTER",
    .help = "label=KEY[=VALUE], label!=KEY[=VALUE] or until=MOMENT: those alone",
    .repeats = true};

/// Whether that may be removed: by `--force`, or since somebody says yes.
inline bool agreed(session& s, const arguments& given, std::string which) {
    if (given.has("force")) return true;
    const auto filters = given.values("filter");
    for (const std::string& each : filters)
        which += (&each == &filters.front() ? ", where " : " and ") + each;
    if (confirmed("This removes " + which + ". Go on?")) return true;
    s.say("nothing was removed: nobody said yes (--force goes on without asking)");
    return false;
}

inline void print_freed(std::uint64_t bytes) {
    print_line("Total reclaimed space: " + size_in_words(bytes));
}

}  // namespace slipway::cli::command::detail
