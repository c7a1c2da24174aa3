// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::runtime {

/// The number of an IPv4 address, its first byte the highest. Throws `status_error` (invalid) for
/// what is none.
std::uint32_t ipv4_number(const std::string& text);
/// `10.1.2.3`.
std::string ipv4_text(std::uint32_t address);

/// All IPv4 addresses that begin with the same bits (RFC 4632).
struct ipv4_network {
    std::uint32_t address = 0;  ///< the first of them
    unsigned prefix = 0;        ///< how many bits, up to 32

    /// `10.1.2.0/24`. Throws `status_error` (invalid) for what is none, such as `10.1.2.3/24`.
    static ipv4_network parse(const std::string& text);
    std::string text() const;

    std::uint32_t mask() const { return prefix == 0 ? 0 : ~std::uint32_t(0) << (32 - prefix); }
    std::uint32_t last() const { return address | ~mask(); }
    bool contains(std::uint32_t one) const { return (one & mask()) == address; }
    bool overlaps(const ipv4_network& other) const {
        return contains(other.address) || other.contains(address);
    }

    friend bool operator==(const ipv4_network&, const ipv4_network&) = default;
};

/// The networks of this machine's addresses and routes, but for those over the link `but`; a
/// default route leads to no network. They are those of the calling thread's network namespace.
/// Throws `status_error` where the kernel does not tell.
std::vector<ipv4_network> networks_here(std::string_view but = {});

/// The network of the pods that ask for none, and that of service addresses, of the nth program of
/// a machine that has such ones (n is below 16).
ipv4_network pods_of_program(unsigned n);
ipv4_network services_of_program(unsigned n);
inline constexpr unsigned programs_with_networks = 16;

}  // namespace slipway::runtime

#ifndef SLIPWAY_COMPILED
#include <slipway/runtime/detail/network.hpp>
#endif
