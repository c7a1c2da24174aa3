// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <slipway/net/exchange.hpp>
#include <slipway/net/http_server_options.hpp>
#include <slipway/net/io_threads.hpp>
#include <slipway/net/worker_threads.hpp>

namespace slipway::net {

/// An HTTP/1.1 server on the threads of `io`: connections cost memory, but no threads. The handler
/// is called by those threads and may answer later, from anywhere. What it throws becomes a
/// `Status` document.
class http_server {
public:
    /// Listens at once. Throws `status_error` (conflict) that names the address where it cannot.
    http_server(io_threads& io, http_server_options options, handler h);
    /// With a handler that runs on one of `workers` for each request: it may wait, for the body of
    /// the request as it arrives and for the client to take the answer, so that neither is in
    /// memory as a whole. `workers` must outlive the server, and `io` both. What `at_once` answers
    /// costs no change of threads.
    http_server(io_threads& io, worker_threads& workers, http_server_options options,
                streaming_handler h, immediate_handler at_once = {});
    http_server(const http_server&) = delete;
    /// Closes the listener and all connections, and waits for streaming and immediate handlers that
    /// run.
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
