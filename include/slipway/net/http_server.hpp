// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <slipway/net/exchange.hpp>
#include <slipway/net/http_server_options.hpp>
#include <slipway/net/io_threads.hpp>

namespace slipway::net {

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

#ifndef SLIPWAY_COMPILED
#include <slipway/net/detail/http_server.hpp>
#endif
