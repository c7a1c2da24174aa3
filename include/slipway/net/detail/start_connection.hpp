// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <type_traits>
#include <utility>

#include <boost/asio/strand.hpp>

#include <slipway/net/detail/http_connection.hpp>

namespace slipway::net::detail {

/// Takes care of a client that has come: over TLS where the server has a certificate.
template <class Protocol>
void start_connection(asio::basic_stream_socket<Protocol> socket,
                      const std::shared_ptr<connection_environment>& shared) {
    boost::system::error_code ignored;
    const auto strand = asio::make_strand(socket.get_executor());
    asio::basic_stream_socket<Protocol> own(strand);
    const auto protocol = socket.local_endpoint(ignored).protocol();
    const auto handle = socket.release(ignored);
    own.assign(protocol, handle, ignored);
    if constexpr (std::is_same_v<Protocol, asio::ip::tcp>) {
        own.set_option(asio::ip::tcp::no_delay(true), ignored);
        using stream = beast::ssl_stream<beast::tcp_stream>;
        if (shared->tls)
            return std::make_shared<connection<stream>>(
                       stream(beast::tcp_stream(std::move(own)), *shared->tls), shared)
                ->start();
    }
    using stream = beast::basic_stream<Protocol>;
    std::make_shared<connection<stream>>(stream(std::move(own)), shared)->start();
}

}  // namespace slipway::net::detail
