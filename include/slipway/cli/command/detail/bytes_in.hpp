// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

#include <slipway/cli/command/parse.hpp>
#include <slipway/core/number_in.hpp>

namespace slipway::cli::command::detail {

/// `512m`, `1g`, `1.5GB`, `1048576`: in powers of 1024 as docker counts. Throws `usage_error`.
inline std::uint64_t bytes_in(const std::string& text) {
    std::string digits = text;
    if (!digits.empty() && (digits.back() == 'b' || digits.back() == 'B')) digits.pop_back();
    if (!digits.empty() && (digits.back() == 'i')) digits.pop_back();
    double factor = 1;
    if (const auto unit = std::string_view("kmgtKMGT").find(digits.empty() ? ' ' : digits.back()); unit != std::string_view::npos) {
        factor = std::pow(1024.0, static_cast<double>(unit % 4 + 1));
        digits.pop_back();
    }
    const auto number = core::number_in<double>(digits);
    if (!number || *number < 0 || *number * factor > 1e18) throw usage_error("'" + text + "' is no number of bytes, such as 512m");
    return static_cast<std::uint64_t>(*number * factor);
}

}  // namespace slipway::cli::command::detail
