// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <type_traits>

namespace slipway::core {

/// Copies characters to where there is room for them. Gives the place behind them.
constexpr char* copy_characters(std::string_view from, char* to) {
#ifndef __clang__  // which evaluates it at once
    if (std::is_constant_evaluated()) {
        for (char c : from) *to++ = c;
        return to;
    }
#endif
    if (!from.empty()) __builtin_memcpy(to, from.data(), from.size());
    return to + from.size();
}

}  // namespace slipway::core
