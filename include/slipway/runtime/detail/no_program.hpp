// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace slipway::runtime::detail {

/// What crun says of a program that is nowhere in $PATH, in the words of all runtimes; empty for
/// anything else.
inline std::string no_program_of_crun(std::string_view said) {
    constexpr std::string_view before = "executable file `", after = "` not found in $PATH";
    const auto from = said.find(before), to = said.find(after);
    if (from == said.npos || to == said.npos || from + before.size() >= to) return {};
    return "exec: \"" + std::string(said.substr(from + before.size(), to - from - before.size())) +
           "\": executable file not found in $PATH";
}

}  // namespace slipway::runtime::detail
