// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>

#include <slipway/cli/command/parse.hpp>

namespace slipway::cli::command::detail {

/// What `--label NAME[=VALUE]` says, each time that it is there.
inline std::map<std::string, std::string> labels_in(const arguments& given) {
    std::map<std::string, std::string> made;
    for (const std::string& one : given.values("label")) {
        const auto equals = one.find('=');
        made[one.substr(0, equals)] = equals == one.npos ? "" : one.substr(equals + 1);
    }
    return made;
}

}  // namespace slipway::cli::command::detail
