// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <slipway/runtime/types.hpp>

namespace slipway::docker_api::detail {

/// Bytes of one of two streams behind a head of eight: the stream, three zeros, and their number,
/// the highest byte first (Engine API, "Stream format").
inline std::string framed(runtime::output stream, std::string_view bytes) {
    const auto size = static_cast<std::uint32_t>(bytes.size());
    std::string made(1, stream == runtime::output::err ? '\2' : '\1');
    made.append(3, '\0');
    for (const int shift : {24, 16, 8, 0}) made += static_cast<char>(size >> shift & 0xFFU);
    return made.append(bytes);
}

}  // namespace slipway::docker_api::detail
