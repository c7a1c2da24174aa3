// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

/// Base64 (RFC 4648, section 4).
namespace slipway::core {

inline std::string encode_base64(std::string_view bytes) {
    static constexpr char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        unsigned block = 0;
        for (std::size_t k = 0; k < 3; ++k)
            block =
                block << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
        for (std::size_t k = 0; k < 4; ++k)
            out += i + k > bytes.size() ? '=' : digits[block >> (18 - 6 * k) & 63];
    }
    return out;
}

/// Line breaks between the digits are passed over. Nothing for what is no base64.
inline std::optional<std::string> decode_base64(std::string_view encoded) {
    auto digit = [](char c) -> int {
        if (c >= 'A' && c <= 'Z') return c - 'A';
        if (c >= 'a' && c <= 'z') return c - 'a' + 26;
        if (c >= '0' && c <= '9') return c - '0' + 52;
        return c == '+' ? 62 : c == '/' ? 63 : -1;
    };
    std::string out;
    unsigned bits = 0;
    int have = 0;
    std::size_t digits = 0, padding = 0;
    for (char c : encoded) {
        if (c == '\n' || c == '\r') continue;
        if (c == '=') {
            ++padding;
            continue;
        }
        const int d = digit(c);
        if (d < 0 || padding) return {};
        ++digits;
        bits = bits << 6 | static_cast<unsigned>(d);
        if ((have += 6) >= 8) out += static_cast<char>(bits >> (have -= 8) & 0xff);
    }
    if ((digits + padding) % 4 != 0 || padding > 2) return {};
    return out;
}

}  // namespace slipway::core
