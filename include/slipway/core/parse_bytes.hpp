// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <slipway/core/decimal_in.hpp>

namespace slipway::core {

/// `512m`, `1g`, `1.5GB`, `1048576`: in powers of 1024 as docker counts; nothing where it is no
/// number of bytes, or more than 10^18.
inline std::optional<std::uint64_t> parse_bytes(std::string_view text) {
    if (text.ends_with('b') || text.ends_with('B')) text.remove_suffix(1);
    if (text.ends_with('i')) text.remove_suffix(1);
    std::uint64_t factor = 1;
    if (const auto unit = text.empty() ? text.npos : std::string_view("kmgtKMGT").find(text.back());
        unit != text.npos) {
        factor <<= 10 * (unit % 4 + 1);
        text.remove_suffix(1);
    }
    return decimal_in(text, factor, 1'000'000'000'000'000'000);
}

}  // namespace slipway::core
