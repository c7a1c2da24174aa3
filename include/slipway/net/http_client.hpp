// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <string_view>
#include <utility>

#include <slipway/net/http_client_options.hpp>
#include <slipway/net/http_error.hpp>
#include <slipway/net/message.hpp>
#include <slipway/net/origin.hpp>

namespace slipway::net {

/// Asks one server over HTTP/1.1. Copies share connections, which are used again; may be used from
/// several threads, each of which waits for its own answer.
///
/// Guarantees: a server is heard only after its certificate was found to be one of the trusted
/// authorities, and for its name. A request that is not GET or HEAD reaches the server once at
/// most. Nothing is sent to another origin than the one given here.
class http_client {
public:
    /// Whether to stream the body of an answer that begins so; otherwise it is gathered.
    using head_handler = std::function<bool(const response& head)>;
    /// Takes a piece of a body. False ends the request.
    using piece_handler = std::function<bool(std::string_view piece)>;
    /// Gives the pieces of a body to `to`, in the calling thread. False from there: nobody wants
    /// more.
    using body_writer = std::function<void(const piece_handler& to)>;

    /// Connects when it is first asked. Throws `status_error` (bad_request) for certificates and
    /// keys that are none.
    explicit http_client(origin at, http_client_options options = {});

    const origin& at() const;

    /// The whole answer, whatever its status. `r.target` is path and query, with percent escapes.
    /// Throws `http_error`; `status_error` (bad_request) for what would not be one request.
    response send(const request& r, const call_limits& limits = {}) const {
        return stream(r, nullptr, nullptr, limits);
    }

    /// The same, with the body in pieces as they come, to the calling thread. Returns when the body
    /// has ended, or `on_piece` did not want more.
    response stream(const request& r, head_handler on_head, piece_handler on_piece,
                    const call_limits& limits = {}) const;

    /// The same as `send`, with a body that is made piece by piece, and sent in chunks: nobody
    /// needs to hold all of it, or to know its length. Throws what `body` throws, too; the server
    /// has an incomplete request then.
    response upload(const request& r, const body_writer& body,
                    const call_limits& limits = {}) const;

    /// How many connections wait for the next request.
    std::size_t idle_connections() const;

private:
    struct state;
    std::shared_ptr<state> state_;
};

}  // namespace slipway::net

#ifndef SLIPWAY_COMPILED
#include <slipway/net/detail/http_client.hpp>
#endif
