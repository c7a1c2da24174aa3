// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <slipway/cli/command/parse.hpp>
#include <slipway/core/decimal_in.hpp>

namespace slipway::cli::command::detail {

/// `512m`, `1g`, `1.5GB`, `1048576`: in powers of 1024 as docker counts. Throws `usage_error`.
inline std::uint64_t bytes_in(const std::string& text) {
    std::string digits = text;
    if (!digits.empty() && (digits.back() == 'b' || digits.back() == 'B')) digits.pop_back();
    if (!digits.empty() && (digits.back() == 'i')) digits.pop_back();
    std::uint64_t factor = 1;
    if (const auto unit = std::string_view("kmgtKMGT").find(digits.empty() ? ' ' : digits.back());
        unit != std::string_view::npos) {
        factor <<= 10 * (unit % 4 + 1);
        digits.pop_back();
    }
    const auto bytes = core::decimal_in(digits, factor, 1'000'000'000'000'000'000);
    if (!bytes) throw usage_error("'" + text + "' is no number of bytes, such as 512m");
    return *bytes;
}

}  // namespace slipway::cli::command::detail
