// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include <slipway/cli/command/parse.hpp>
#include <slipway/core/parse_bytes.hpp>

namespace slipway::cli::command::detail {

/// `512m`, `1g`, `1.5GB`, `1048576`: in powers of 1024 as docker counts. Throws `usage_error`.
inline std::uint64_t bytes_in(const std::string& text) {
    const auto bytes = core::parse_bytes(text);
    if (!bytes) throw usage_error("'" + text + "' is no number of bytes, such as 512m");
    return *bytes;
}

}  // namespace slipway::cli::command::detail
