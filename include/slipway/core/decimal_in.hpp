// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <slipway/core/number_in.hpp>

namespace slipway::core {

/// `factor` times the number that the text is (`2`, `1.5`, `.5`), rounded down; nothing where it is
/// none, or that is more than `most`. In whole numbers: those with a point load the library of
/// mathematics into each small program. `factor` is at most 2^40.
inline std::optional<std::uint64_t> decimal_in(std::string_view text, std::uint64_t factor,
                                               std::uint64_t most) {
    const std::size_t point = text.find('.');
    const std::string_view whole = text.substr(0, point),
                           part = point == text.npos ? std::string_view() : text.substr(point + 1);
    if (whole.empty() && part.empty()) return std::nullopt;
    std::uint64_t made = 0;  // of the part behind the point, from its end: each digit stands for a
                             // tenth of the one before it
    for (auto digit = part.rbegin(); digit != part.rend(); ++digit) {
        if (*digit < '0' || *digit > '9') return std::nullopt;
        made = (made + static_cast<std::uint64_t>(*digit - '0') * factor) / 10;
    }
    const auto before =
        whole.empty() ? std::optional<std::uint64_t>(0) : number_in<std::uint64_t>(whole);
    if (!before || *before > most / factor || *before * factor > most - made) return std::nullopt;
    return *before * factor + made;
}

}  // namespace slipway::core
