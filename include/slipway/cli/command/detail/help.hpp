// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/cli/command/detail/verb_kinds.hpp>
#include <slipway/cli/command/help.hpp>
#include <slipway/core/compiled.hpp>

namespace slipway::cli::command {

namespace detail {

/// `-p, --publish PORTS`; what has no letter is moved in, so that all names stand below each other.
inline std::string written(const option& o) {
    std::string made = o.letter ? std::string("-") + o.letter : std::string("    ");
    if (!o.name.empty()) made += (o.letter ? ", --" : "--") + std::string(o.name);
    if (!o.value.empty()) made += " " + std::string(o.value);
    return made;
}

/// Two columns: the second starts behind the longest of the first, unless one is much longer than
/// the others.
inline std::string columns(const std::vector<std::pair<std::string, std::string>>& rows) {
    constexpr std::size_t widest = 34;
    std::size_t width = 0;
    for (const auto& [left, right] : rows)
        if (left.size() <= widest) width = std::max(width, left.size());
    std::string made;
    for (const auto& [left, right] : rows) {
        made += "  " + left;
        if (left.size() > width) made += "\n" + std::string(width + 4, ' ');
        else made += std::string(width - left.size() + 2, ' ');
        made += right + "\n";
    }
    return made;
}

inline std::string option_list(const std::vector<option>& options) {
    std::vector<std::pair<std::string, std::string>> rows;
    for (const option& o : options)
        rows.emplace_back(written(o),
                          std::string(o.help) + (o.repeats ? " (may be repeated)" : ""));
    return columns(rows);
}

}  // namespace detail

SLIPWAY_INLINE std::string general_help(const std::string& program, const std::vector<verb>& verbs,
                                        const std::vector<option>& global) {
    std::string made =
        "usage: " + program +
        " [OPTION...] COMMAND [ARGUMENT...]\n\nContainers and images, without a daemon.\n";
    std::vector<std::string_view> groups;
    for (const verb& v : verbs)
        if (std::find(groups.begin(), groups.end(), v.group) == groups.end())
            groups.push_back(v.group);
    std::stable_partition(groups.begin(), groups.end(),
                          [](std::string_view g) { return !g.empty(); });
    std::vector<std::pair<std::string, std::string>> others;
    std::size_t width = 0;
    for (const verb& v : verbs) width = std::max(width, v.name.size());
    for (const std::string_view group : groups) {
        std::vector<std::pair<std::string, std::string>> rows;
        for (const verb& v : verbs)
            if (v.group == group)
                rows.emplace_back(std::string(v.name) + std::string(width - v.name.size(), ' '),
                                  std::string(v.summary));
        if (group.empty()) others = std::move(rows);
        else made += "\n" + std::string(group) + ":\n" + detail::columns(rows);
    }
    width = std::max<std::size_t>(width, 10);
    others.emplace_back("completion" + std::string(width - 10, ' '),
                        "print what completes its commands in a shell: bash, zsh or fish");
    others.emplace_back("help" + std::string(width - 4, ' '),
                        "print this, or how a command is used: help COMMAND");
    made += "\nOther:\n" + detail::columns(others);
    return made + "\nOptions, before the command:\n" + detail::option_list(global) +
           "\nExit codes: 125 the command itself failed or was used wrongly; otherwise that of what was run, 0 for success.\n";
}

SLIPWAY_INLINE std::string help_of(const std::string& program, const verb& v) {
    std::string made = "usage: " + program + " " + std::string(v.name);
    if (!v.usage.empty()) made += " " + std::string(v.usage);
    made += "\n\n" + std::string(v.summary) + "\n";
    if (!v.options.empty()) made += "\n" + detail::option_list(v.options);
    return made;
}

SLIPWAY_INLINE std::string help_of_kind(const std::string& program, const std::vector<verb>& verbs,
                                        const std::string& kind) {
    const std::string_view group = detail::group_of_kind(kind);
    std::vector<std::pair<std::string, std::string>> rows;
    for (const verb& v : verbs)
        if (v.name.starts_with(kind + " ") || (!group.empty() && v.group == group))
            rows.emplace_back(std::string(v.name), std::string(v.summary));
    return rows.empty()
               ? ""
               : "usage: " + program + " COMMAND [ARGUMENT...], with one of these commands:\n\n" +
                     detail::columns(rows) + "\n" + program +
                     " help COMMAND tells how it is used\n";
}

}  // namespace slipway::cli::command
