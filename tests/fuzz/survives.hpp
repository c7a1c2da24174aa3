// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string_view>

#include <slipway/core/status.hpp>

namespace fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

/// A parser makes something of it, or says why not; anything else ends the program.
template <class F>
void survives(F call) {
    try {
        call();
    } catch (const slipway::status_error&) {
    }
}

/// What must hold whatever the bytes.
inline void holds(bool condition, const char* what) {
    if (condition) return;
    std::cerr << "does not hold: " << what << '\n';
    std::abort();
}

}  // namespace fuzz
