// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <slipway/core/name.hpp>

namespace slipway::core {

/// An amount of a resource, in thousandths (`"100m"` of cpu is 100, `"1Ki"` of memory is
/// 1,024,000). Kubernetes' `resource.Quantity`: decimal digits with a fraction, then one of `n u m
/// k M G T P E Ki Mi Gi Ti Pi Ei` or a decimal exponent; parts below a thousandth are rounded up.
struct amount {
    std::int64_t milli = 0;

    /// Whole units, rounded up.
    constexpr std::int64_t units() const {
        return milli >= 0 ? (milli + 999) / 1000 : milli / 1000;
    }

    friend constexpr auto operator<=>(const amount&, const amount&) = default;
    friend constexpr amount operator+(amount a, amount b) { return {a.milli + b.milli}; }
    friend constexpr amount operator-(amount a, amount b) { return {a.milli - b.milli}; }
};

namespace detail {

/// Which power of 1000 a suffix means, and of 1024 with an `i` behind it: `k` or `K` is the first.
/// 0 for what is none.
constexpr int power_of(char suffix) {
    switch (suffix) {
        case 'n': return -3;
        case 'u': return -2;
        case 'm': return -1;
        case 'k':
        case 'K': return 1;
        case 'M': return 2;
        case 'G': return 3;
        case 'T': return 4;
        case 'P': return 5;
        case 'E': return 6;
        default: return 0;
    }
}

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

/// Whether it is digits and a suffix of letters, or none, as most quantities are; told in a
/// fraction of the statements that an amount takes.
constexpr bool is_plain_quantity(std::string_view s) {
    const char *const first = s.data(), *const end = first + s.size(),
                      *const suffix = skip(first, end, characters::digit);
    if (suffix == first || suffix == end) return suffix != first;
    return suffix + 1 == end ? detail::power_of(*suffix) != 0 && *suffix != 'K'
                             : suffix + 2 == end && suffix[1] == 'i' &&
                                   detail::power_of(*suffix) > 0 && *suffix != 'k';
}

/// Nothing when `s` is not a quantity. Amounts beyond the range are capped, as the API server does.
constexpr std::optional<amount> parse_quantity(std::string_view s) {
    // 128 bits hold 18 digits before the point, and every suffix, exactly.
    __extension__ using wide = __int128;
    constexpr wide most = INT64_MAX;
    // With few statements and calls, as the functions for names are.
    const char *c = s.data(), *const end = c + s.size();
    const bool negative = c != end && *c == '-';
    if (c != end && (*c == '-' || *c == '+')) ++c;

    wide value = 0;
    int scale = 0;  // digits after the point
    const char* const first = c;
    for (; c != end && is_one(*c, characters::digit); ++c)
        value = value > most ? value : value * 10 + (*c - '0');
    bool any = c != first;
    if (c != end && *c == '.') {
        const char* const fraction = ++c;
        for (; c != end && is_one(*c, characters::digit); ++c)
            value > most ? value : (++scale, value = value * 10 + (*c - '0'));
        any = any || c != fraction;
    }
    if (!any) return {};

    int tens = 0;
    const auto suffix = end - c;
    const int power = suffix == 1 || suffix == 2 ? detail::power_of(*c) : 0;
    if (suffix == 1 && power != 0 && *c != 'K') {
        tens = 3 * power;
    } else if (suffix == 2 && power > 0 && *c != 'k' && c[1] == 'i') {
        if (value <= most) value <<= 10 * power;
    } else if (suffix != 0) {
        const std::optional<int> exponent =
            detail::decimal_exponent({c, static_cast<std::size_t>(suffix)});
        if (!exponent) return {};
        tens = *exponent;
    }

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
