// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <ifaddrs.h>
#include <netinet/in.h>

#include <slipway/core/owned_fd.hpp>
#include <slipway/runtime/detail/rtnetlink.hpp>

namespace slipway::runtime::detail {

/// An address of a link.
struct link_address {
    std::string link{};
    ipv4 address = 0, mask = 0;
};

/// Those of the network that the calling thread is in.
inline std::vector<link_address> ipv4_addresses_here() {
    const auto number = [](const sockaddr* a) {
        return a ? ntohl(reinterpret_cast<const sockaddr_in*>(a)->sin_addr.s_addr) : 0;
    };
    std::vector<link_address> made;
    ifaddrs* all = nullptr;
    if (::getifaddrs(&all) != 0) core::fail_with_errno("cannot list this machine's addresses");
    for (const ifaddrs* one = all; one; one = one->ifa_next)
        if (one->ifa_addr && one->ifa_addr->sa_family == AF_INET)
            made.push_back({one->ifa_name, number(one->ifa_addr), number(one->ifa_netmask)});
    ::freeifaddrs(all);
    return made;
}

/// A route over a gateway.
struct gateway_route {
    std::string link{};
    bool for_all = false;  ///< that has no other way
};

/// Those of the network that the calling thread is in: with the flag RTF_GATEWAY (route(8)), the
/// fourth field.
inline std::vector<gateway_route> gateway_routes_here() {
    constexpr unsigned up = 0x1, gateway = 0x2;
    std::ifstream in("/proc/thread-self/net/route");
    std::vector<gateway_route> made;
    std::string line;
    for (std::getline(in, line); std::getline(in, line);) {
        std::istringstream fields(line);
        std::string link, to, by;
        unsigned flags = 0;
        if (fields >> link >> to >> by >> std::hex >> flags &&
            (flags & (up | gateway)) == (up | gateway))
            made.push_back({link, to == "00000000"});
    }
    return made;
}

}  // namespace slipway::runtime::detail
