// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <slipway/net/exchange.hpp>
#include <slipway/net/io_threads.hpp>
#include <slipway/net/tls.hpp>

namespace slipway::net {

struct http_server_options {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;                     ///< 0: a free one
    std::optional<key_pair> tls{};              ///< nothing: plain HTTP
    std::string client_ca_pem{};                ///< client certificates are asked for, and checked against it
    std::size_t body_limit = 3 * 1024 * 1024;   ///< bytes of a request
    std::size_t header_limit = 64 * 1024;
    std::size_t stream_limit = 64 * 1024 * 1024;  ///< bytes that may wait for a slow reader
    std::chrono::seconds read_timeout{60};      ///< for a request to arrive, from the end of the one before
};

/// An HTTP/1.1 server on the threads of `io`: connections cost memory, but no threads. The handler is called by
/// those threads and may answer later, from anywhere. What it throws becomes a `Status` document.
class http_server {
public:
    /// Listens at once. Throws `status_error` (conflict) that names the address where it cannot.
    http_server(io_threads& io, http_server_options options, handler h);
    http_server(const http_server&) = delete;
    /// Closes the listener and all connections.
    ~http_server();

    std::uint16_t port() const;
    std::string url() const;
    std::size_t connections() const;

private:
    struct state;
    std::shared_ptr<state> state_;
};

}  // namespace slipway::net

#include <slipway/net/detail/http_server.hpp>
