// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>
#include <system_error>

#include <slipway/core/status.hpp>

namespace slipway::runtime {

/// The address of a link (IEEE 802, EUI-48).
using hardware_address = std::array<unsigned char, 6>;

inline std::string hardware_text(const hardware_address& a) {
    char made[18];
    std::snprintf(made, sizeof made, "%02x:%02x:%02x:%02x:%02x:%02x", a[0], a[1], a[2], a[3], a[4],
                  a[5]);
    return made;
}

/// `02:42:AC:11:00:02`, also with `-` between. Throws `status_error` (invalid) for what is none, or
/// none of a single link: the first bit that is sent says that it is that of a group, and 0 is
/// nobody's.
inline hardware_address hardware_address_named(std::string_view text) {
    const auto refuse = [&](const char* why) {
        return status_error(core::reason::invalid,
                            "'" + std::string(text.substr(0, 64)) + "' " + why);
    };
    hardware_address made{};
    bool good = text.size() == 17;
    for (std::size_t i = 0; good && i < made.size(); ++i) {
        const char* const at = text.data() + 3 * i;
        const auto [end, error] = std::from_chars(at, at + 2, made[i], 16);
        good = error == std::errc() && end == at + 2 &&
               (i + 1 == made.size() || (*end == text[2] && (*end == ':' || *end == '-')));
    }
    if (!good) throw refuse("is no address of a link, such as 02:42:ac:11:00:02");
    if (made[0] & 1)
        throw refuse(
            "is the address of a group of links: the first byte of that of a single one is even");
    if (made == hardware_address{}) throw refuse("is no link's address");
    return made;
}

}  // namespace slipway::runtime
