// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace slipway::core {

/// A literal that can be a template argument.
template <std::size_t N>
struct fixed_string {
    char characters[N]{};

    constexpr fixed_string() = default;
    constexpr fixed_string(const char (&literal)[N]) {
        for (std::size_t i = 0; i < N; ++i) characters[i] = literal[i];
    }
    constexpr std::string_view view() const { return {characters, N - 1}; }

    friend constexpr bool operator==(const fixed_string&, const fixed_string&) = default;
};

}  // namespace slipway::core
