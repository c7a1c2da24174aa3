// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <fstream>
#include <map>
#include <string>

#include <slipway/cli/command/parse.hpp>

namespace slipway::cli::command::detail {

/// What `--label NAME[=VALUE]` says, each time that it is there, and before it the lines of
/// `--label-file`. Throws `usage_error`.
inline std::map<std::string, std::string> labels_in(const arguments& given) {
    std::map<std::string, std::string> made;
    const auto add = [&](const std::string& one) {
        const auto equals = one.find('=');
        made[one.substr(0, equals)] = equals == one.npos ? "" : one.substr(equals + 1);
    };
    for (const std::string& file : given.values("label-file")) {
        std::ifstream in(file);
        if (!in) throw usage_error("cannot read the labels of '" + file + "'");
        for (std::string line; std::getline(in, line);)
            if (!line.empty() && line[0] != '#') add(line);
    }
    for (const std::string& one : given.values("label")) add(one);
    return made;
}

}  // namespace slipway::cli::command::detail
