// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>

#include <slipway/core/text.hpp>

namespace slipway::core {

/// A number, or a text such as a port's name or a percentage (Kubernetes' `IntOrString`); or
/// neither.
struct int_or_string {
    enum class holds : unsigned char { nothing, number, string };

    text string;
    long number = 0;
    holds kind = holds::nothing;

    constexpr int_or_string() = default;
    template <class Integer>
        requires std::integral<Integer>
    constexpr int_or_string(Integer n) : number(static_cast<long>(n)), kind(holds::number) {}
    template <class Text>
        requires std::constructible_from<text, const Text&> && (!std::integral<Text>)
    constexpr int_or_string(const Text& s) : string(s), kind(holds::string) {}

    constexpr bool has_value() const { return kind != holds::nothing; }
    constexpr bool is_number() const { return kind == holds::number; }
    constexpr bool is_string() const { return kind == holds::string; }

    friend constexpr bool operator==(const int_or_string&, const int_or_string&) = default;
};

}  // namespace slipway::core
