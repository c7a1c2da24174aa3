// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <slipway/core/name.hpp>

namespace slipway::cli::detail {

/// A kind or a name as it stands in file names, addresses and on command lines.
inline std::string lower_case(std::string_view s) {
    std::string made(s);
    for (char& c : made) c = core::to_lower(c);
    return made;
}

}  // namespace slipway::cli::detail
