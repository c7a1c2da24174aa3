// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

#include <slipway/dsl/literals.hpp>

namespace slipway::dsl::detail {

/// What a block of addresses is, in words.
constexpr std::string_view address_blocks = "an address, a slash and a number of bits";

/// The addresses of a block such as 10.0.0.0/8.
struct address_range {
    std::array<unsigned char, 16> first{};  ///< four bytes of an IPv4 address
    unsigned shared = 0;                    ///< bits of `first` that all of them have
    bool six = false;                       ///< whether they are of IPv6

    /// Whether all of the other ones are among these, which are more.
    constexpr bool holds_more_than(const address_range& other) const {
        if (six != other.six || other.shared <= shared) return false;
        for (unsigned bit = 0; bit < shared; ++bit) {
            const unsigned mask = 0x80u >> bit % 8;
            if ((first[bit / 8] & mask) != (other.first[bit / 8] & mask)) return false;
        }
        return true;
    }
};

constexpr int digit_value(char c) {
    if (core::is_digit(c)) return c - '0';
    return c - (core::is_upper(c) ? 'A' : 'a') + 10;
}
constexpr unsigned digits_in(std::string_view s, unsigned base) {
    unsigned made = 0;
    for (const char c : s) made = made * base + static_cast<unsigned>(digit_value(c));
    return made;
}
constexpr void read_ipv4(std::string_view s, std::array<unsigned char, 16>& into) {
    for (std::size_t i = 0; i < 4; ++i) {
        const std::string_view part = s.substr(0, s.find('.'));
        into[i] = static_cast<unsigned char>(digits_in(part, 10));
        s.remove_prefix(part.size() + (i < 3));
    }
}
constexpr void read_ipv6(std::string_view s, std::array<unsigned char, 16>& into) {
    std::size_t size = 0, gap = into.size();
    while (!s.empty()) {
        if (s.starts_with("::")) {
            gap = size;
            s.remove_prefix(2);
            continue;
        }
        if (s.starts_with(':')) s.remove_prefix(1);
        const std::string_view group = s.substr(0, s.find(':'));
        const unsigned value = digits_in(group, 16);
        into[size++] = static_cast<unsigned char>(value >> 8);
        into[size++] = static_cast<unsigned char>(value & 255);
        s.remove_prefix(group.size());
    }
    // What stands behind the gap is the end of the address.
    for (std::size_t back = 1; gap + back <= size; ++back)
        into[into.size() - back] = std::exchange(into[size - back], static_cast<unsigned char>(0));
}

/// A block of addresses; none if it is no such.
constexpr std::optional<address_range> parse_address_range(std::string_view s) {
    if (!is_cidr(s)) return std::nullopt;
    const std::size_t slash = s.find('/');
    address_range made;
    made.shared = digits_in(s.substr(slash + 1), 10);
    made.six = s.find(':') != s.npos;
    (made.six ? read_ipv6 : read_ipv4)(s.substr(0, slash), made.first);
    return made;
}

}  // namespace slipway::dsl::detail
