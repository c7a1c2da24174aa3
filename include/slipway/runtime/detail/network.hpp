// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <fstream>
#include <sstream>

#include <arpa/inet.h>
#include <netinet/in.h>

#include <slipway/core/compiled.hpp>
#include <slipway/core/number_in.hpp>
#include <slipway/runtime/detail/links_here.hpp>
#include <slipway/runtime/detail/rtnetlink.hpp>
#include <slipway/runtime/network.hpp>

namespace slipway::runtime {

SLIPWAY_INLINE std::uint32_t ipv4_number(const std::string& text) {
    in_addr made{};
    if (::inet_pton(AF_INET, text.c_str(), &made) != 1)
        throw status_error(core::reason::invalid,
                           "\"" + text.substr(0, 64) + "\" is no IPv4 address, such as 10.1.2.3");
    return ntohl(made.s_addr);
}
SLIPWAY_INLINE std::string ipv4_text(std::uint32_t address) { return detail::text_of(address); }

SLIPWAY_INLINE ipv4_network ipv4_network::parse(const std::string& text) {
    const status_error none(
        core::reason::invalid,
        "\"" + text.substr(0, 64) + "\" is no IPv4 network, such as 10.1.2.0/24");
    const auto slash = text.find('/');
    if (slash == text.npos) throw none;
    const auto bits = core::number_in<unsigned>(std::string_view(text).substr(slash + 1));
    if (!bits || *bits > 32) throw none;
    const ipv4_network made{ipv4_number(text.substr(0, slash)), *bits};
    if ((made.address & made.mask()) != made.address)
        throw status_error(core::reason::invalid,
                           "\"" + text + "\" is an address in the network " +
                               ipv4_network{made.address & made.mask(), *bits}.text() +
                               ", and no network");
    return made;
}
SLIPWAY_INLINE std::string ipv4_network::text() const {
    return ipv4_text(address) + '/' + std::to_string(prefix);
}

namespace detail {

inline unsigned bits_of(ipv4 mask) {
    unsigned made = 0;
    while (made < 32 && (mask & ipv4(1) << (31 - made))) ++made;
    return made;
}
inline void add_networks_of_addresses(std::vector<ipv4_network>& to, std::string_view but) {
    for (const link_address& each : ipv4_addresses_here())
        if (each.link != but) to.push_back({each.address & each.mask, bits_of(each.mask)});
}
/// The table is in hexadecimal digits, of numbers whose bytes in memory are the address (proc(5),
/// `net/route`).
inline void add_networks_of_routes(std::vector<ipv4_network>& to, std::string_view but) {
    std::ifstream in("/proc/thread-self/net/route");
    std::string line;
    for (std::getline(in, line); std::getline(in, line);) {
        std::istringstream fields(line);
        std::string link, other;
        ipv4 address = 0, mask = 0;
        fields >> link >> std::hex >> address;
        for (int i = 0; i < 5; ++i) fields >> other;
        if (!(fields >> mask) || mask == 0 || link == but) continue;
        to.push_back({ntohl(address) & ntohl(mask), bits_of(ntohl(mask))});
    }
}

}  // namespace detail

SLIPWAY_INLINE std::vector<ipv4_network> networks_here(std::string_view but) {
    std::vector<ipv4_network> made;
    detail::add_networks_of_addresses(made, but);
    detail::add_networks_of_routes(made, but);
    return made;
}
SLIPWAY_INLINE ipv4_network pods_of_program(unsigned n) {
    return {10U << 24 | (240 - n) << 16, 16};
}
SLIPWAY_INLINE ipv4_network services_of_program(unsigned n) {
    return {10U << 24 | (96 + n) << 16, 16};
}

}  // namespace slipway::runtime
