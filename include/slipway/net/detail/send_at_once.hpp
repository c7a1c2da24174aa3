// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <boost/asio/buffer.hpp>
#include <boost/system/error_code.hpp>

namespace slipway::net::detail {

/// Sends as much as the socket takes at once, and gives how much that was: for it nobody has to be
/// called later, nor by a deadline. Errors are left to whoever sends the rest.
template <class Socket>
std::size_t send_at_once(Socket& to, std::string_view bytes) {
    boost::system::error_code e;
    if (!to.non_blocking()) to.non_blocking(true, e);
    const std::size_t sent =
        e ? 0 : to.write_some(boost::asio::buffer(bytes.data(), bytes.size()), e);
    return e ? 0 : sent;
}

}  // namespace slipway::net::detail
