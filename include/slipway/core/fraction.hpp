// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <slipway/core/text.hpp>

namespace slipway::core {

/// A number in decimal digits with its fraction, in as few as name it and no other `double`: `0.5`,
/// `3`. Empty for what needs more than 15 digits before and behind the point, and for what is no
/// number.
constexpr text fraction(double value) {
    constexpr double most = 1e15;  // up to here, and by powers of ten up to here, division rounds
                                   // as reading the digits does
    const double rest = value < 0 ? -value : value;
    if (!(rest < most)) return {};
    double scale = 1;
    for (std::size_t digits = 0; rest * scale < most && scale <= most; ++digits, scale *= 10) {
        const double whole = static_cast<double>(static_cast<long>(rest * scale + 0.5));
        if (whole / scale != rest) continue;
        const text all = decimal(static_cast<long>(whole));
        const std::size_t zeros = all.size() <= digits ? digits + 1 - all.size() : 0;
        const std::string_view sign = value < 0 ? "-" : "", nothing = "0000000000000000",
                               shown = all;
        if (digits == 0) return cat(sign, shown);
        const text padded = cat(nothing.substr(0, zeros), shown);
        return cat(sign, padded.view().substr(0, padded.size() - digits), ".",
                   padded.view().substr(padded.size() - digits));
    }
    return {};
}

}  // namespace slipway::core
