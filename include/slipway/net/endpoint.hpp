// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace slipway::net {

/// An address and a port.
struct endpoint {
    std::string address;
    std::uint16_t port = 0;

    friend bool operator==(const endpoint&, const endpoint&) = default;
    /// An address of IPv6 stands in brackets.
    std::string str() const {
        return (address.find(':') == address.npos ? address : '[' + address + ']') + ':' +
               std::to_string(port);
    }
};

}  // namespace slipway::net
