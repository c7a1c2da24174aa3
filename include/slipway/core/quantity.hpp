// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <slipway/core/name.hpp>

namespace slipway::core {

/// An amount of a resource, in thousandths (`"100m"` of cpu is 100, `"1Ki"` of memory is 1,024,000).
/// Kubernetes' `resource.Quantity`: decimal digits with a fraction, then one of
/// `n u m k M G T P E Ki Mi Gi Ti Pi Ei` or a decimal exponent; parts below a thousandth are rounded up.
struct amount {
    std::int64_t milli = 0;

    /// Whole units, rounded up.
    constexpr std::int64_t units() const { return milli >= 0 ? (milli + 999) / 1000 : milli / 1000; }

    friend constexpr auto operator<=>(const amount&, const amount&) = default;
    friend constexpr amount operator+(amount a, amount b) { return {a.milli + b.milli}; }
    friend constexpr amount operator-(amount a, amount b) { return {a.milli - b.milli}; }
};

namespace detail {

struct quantity_suffix {
    std::string_view name;
    int tens;   ///< power of ten
    int twos;   ///< power of two
};
inline constexpr quantity_suffix quantity_suffixes[] = {
    {"", 0, 0},   {"n", -9, 0}, {"u", -6, 0},  {"m", -3, 0},  {"k", 3, 0},   {"M", 6, 0},   {"G", 9, 0},  {"T", 12, 0},
    {"P", 15, 0}, {"E", 18, 0}, {"Ki", 0, 10}, {"Mi", 0, 20}, {"Gi", 0, 30}, {"Ti", 0, 40}, {"Pi", 0, 50}, {"Ei", 0, 60},
};

/// The exponent of `e3`, `E-2`; nothing when `s` is not one.
constexpr std::optional<int> decimal_exponent(std::string_view s) {
    if (s.size() < 2 || s.size() > 4 || (s[0] != 'e' && s[0] != 'E')) return {};
    s.remove_prefix(1);
    const bool negative = s[0] == '-';
    if (s[0] == '-' || s[0] == '+') s.remove_prefix(1);
    if (s.empty()) return {};
    int value = 0;
    for (char c : s) {
        if (!is_digit(c)) return {};
        value = value * 10 + (c - '0');
    }
    return negative ? -value : value;
}

}  // namespace detail

/// Nothing when `s` is not a quantity. Amounts beyond the range are capped, as the API server does.
constexpr std::optional<amount> parse_quantity(std::string_view s) {
    // 128 bits hold 18 digits before the point, and every suffix, exactly.
    __extension__ using wide = __int128;
    constexpr wide most = INT64_MAX;
    const bool negative = !s.empty() && s[0] == '-';
    if (!s.empty() && (s[0] == '-' || s[0] == '+')) s.remove_prefix(1);

    wide digits = 0;
    int scale = 0;  // digits after the point
    bool any = false, point = false;
    std::size_t i = 0;
    for (; i < s.size() && (is_digit(s[i]) || (s[i] == '.' && !point)); ++i) {
        if (s[i] == '.') {
            point = true;
            continue;
        }
        any = true;
        if (digits > most) continue;
        digits = digits * 10 + (s[i] - '0');
        scale += point;
    }
    if (!any) return {};

    int tens = 0, twos = 0;
    bool known = false;
    const std::string_view suffix = s.substr(i);
    for (const detail::quantity_suffix& each : detail::quantity_suffixes)
        if (each.name == suffix) {
            tens = each.tens;
            twos = each.twos;
            known = true;
        }
    if (!known) {
        const std::optional<int> exponent = detail::decimal_exponent(suffix);
        if (!exponent) return {};
        tens = *exponent;
    }

    wide value = digits;
    for (; twos > 0 && value <= most; --twos) value *= 2;
    tens += 3 - scale;  // to thousandths
    for (; tens > 0 && value <= most; --tens) value *= 10;
    bool remainder = false;
    for (; tens < 0 && value != 0; ++tens) {
        remainder = remainder || value % 10 != 0;
        value /= 10;
    }
    if (remainder) ++value;
    if (value > most) value = most;
    return amount{static_cast<std::int64_t>(negative ? -value : value)};
}

}  // namespace slipway::core

namespace slipway {
using core::amount;
using core::parse_quantity;
}  // namespace slipway
