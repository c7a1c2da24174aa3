// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cctype>
#include <string>

#include <slipway/core/status.hpp>

namespace slipway::runtime::detail {

/// Keys become names of files.
inline void check_key(const std::string& key) {
    bool good = !key.empty() && key.size() <= 200 && key.front() != '.';
    for (const char c : key)
        good = good &&
               (std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-' || c == '.');
    if (!good)
        throw status_error(core::reason::invalid,
                           "\"" + key.substr(0, 200) +
                               "\" cannot be the key of a sandbox or container: "
                               "a key is 1 to 200 letters, digits, '_', '-' and '.'");
}

}  // namespace slipway::runtime::detail
