// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::core {

/// What stands between the separators of a text, all of it: one more part than there are
/// separators, also where it is empty.
inline std::vector<std::string> split(std::string_view text, char separator = ',') {
    std::vector<std::string> made;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(separator, at), text.size());
        made.emplace_back(text.substr(at, end - at));
        at = end + 1;
    }
    return made;
}

}  // namespace slipway::core
