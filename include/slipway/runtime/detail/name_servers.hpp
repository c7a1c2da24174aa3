// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include <arpa/inet.h>

#include <slipway/core/read_file.hpp>

namespace slipway::runtime::detail {

/// What a resolver needs to know (resolv.conf(5)).
struct name_servers {
    std::vector<std::string> addresses{}, search_domains{};
};

inline name_servers name_servers_in(const std::string& text) {
    name_servers made;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string what, word;
        words >> what;
        if (what == "nameserver" && words >> word) made.addresses.push_back(word);
        if (what != "search" && what != "domain") continue;
        made.search_domains.clear();  // the last line of them holds
        while (words >> word) made.search_domains.push_back(word);
    }
    return made;
}

/// Those whose addresses mean the same for a pod: of IPv4, and not of the loopback network, where
/// the pod finds itself.
inline name_servers reachable_from_pods(name_servers all) {
    std::erase_if(all.addresses, [](const std::string& text) {
        in_addr address{};
        if (::inet_pton(AF_INET, text.c_str(), &address) != 1) return true;
        const std::uint32_t a = ntohl(address.s_addr);
        return a >> 24 == 127 || a == 0;
    });
    return all;
}

inline name_servers read_name_servers(const std::filesystem::path& file) {
    return name_servers_in(core::read_file(file).value_or(""));
}

/// Those of this machine, for programs in its network.
inline name_servers name_servers_here() { return read_name_servers("/etc/resolv.conf"); }

/// Those of this machine, for programs in a pod's. Where this machine asks a program of its own, as
/// systemd-resolved, the second file has the servers that this one asks.
inline name_servers name_servers_beyond() {
    name_servers made;
    for (const char* file : {"/etc/resolv.conf", "/run/systemd/resolve/resolv.conf"})
        if (made = reachable_from_pods(read_name_servers(file)); !made.addresses.empty())
            return made;
    return made;
}

}  // namespace slipway::runtime::detail
