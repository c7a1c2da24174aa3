// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace slipway::core {

/// FNV-1a of 64 bits: the same in every program.
constexpr unsigned long long fnv_hash(std::string_view s,
                                      unsigned long long seed = 14695981039346656037ULL) {
    for (const char c : s) seed = (seed ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return seed;
}

}  // namespace slipway::core
