// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include <slipway/core/name.hpp>

namespace slipway::core {

/// A span of time as `90s`, `1m30s`, `1.5h`, `250ms` (Go's `time.ParseDuration`, without signs); a
/// bare number is seconds. Nothing for anything else, or beyond a hundred years.
constexpr std::optional<std::chrono::milliseconds> parse_duration(std::string_view s) {
    constexpr double longest = 3.2e12;
    double total = 0;
    if (s.empty()) return {};
    while (!s.empty()) {
        double value = 0, unit = 1;
        std::size_t i = 0;
        bool any = false, point = false;
        for (; i < s.size() && (is_digit(s[i]) || (s[i] == '.' && !point)); ++i) {
            if (s[i] == '.') {
                point = true;
                continue;
            }
            any = true;
            value = value * 10 + (s[i] - '0');
            if (point) unit *= 10;
        }
        if (!any) return {};
        value /= unit;
        s.remove_prefix(i);
        if (s.starts_with("ms")) s.remove_prefix(2);
        else if (s.empty()) value *= 1000;
        else if (s[0] == 's') value *= 1000, s.remove_prefix(1);
        else if (s[0] == 'm') value *= 60'000, s.remove_prefix(1);
        else if (s[0] == 'h') value *= 3'600'000, s.remove_prefix(1);
        else return {};
        total += value;
        if (total > longest) return {};
    }
    return std::chrono::milliseconds(static_cast<long>(total));
}

}  // namespace slipway::core
