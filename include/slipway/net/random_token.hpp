// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <string>

#include <openssl/rand.h>

#include <slipway/core/status.hpp>

namespace slipway::net {

/// 64 hexadecimal digits that nobody can guess. Throws `status_error` (internal_error) when OpenSSL
/// cannot.
inline std::string random_token() {
    static constexpr char digits[] = "0123456789abcdef";
    std::array<unsigned char, 32> random{};
    if (RAND_bytes(random.data(), static_cast<int>(random.size())) != 1)
        throw core::status_error(core::reason::internal_error,
                                 "OpenSSL has no random numbers in this process");
    std::string made;
    for (const unsigned char byte : random) {
        made += digits[byte >> 4];
        made += digits[byte & 15];
    }
    return made;
}

}  // namespace slipway::net
