// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <utility>

#include <slipway/core/compiled.hpp>
#include <slipway/net/detail/listener.hpp>
#include <slipway/net/http_server.hpp>

namespace slipway::net {

struct http_server::state {
    state(io_threads& io, std::shared_ptr<detail::connection_environment> environment)
        : shared(std::move(environment)),
          listening(detail::listen_as_told(io.context(), shared)),
          port(listening->port()) {
        listening->accept();
    }

    std::shared_ptr<detail::connection_environment> shared;
    std::shared_ptr<detail::listener_face> listening;
    std::uint16_t port;
};

SLIPWAY_INLINE http_server::http_server(io_threads& io, http_server_options options, handler h)
    : state_(std::make_shared<state>(
          io, std::make_shared<detail::connection_environment>(std::move(options), std::move(h)))) {
}

SLIPWAY_INLINE http_server::http_server(io_threads& io, worker_threads& workers,
                                        http_server_options options, streaming_handler h,
                                        immediate_handler at_once)
    : state_(std::make_shared<state>(
          io, std::make_shared<detail::connection_environment>(
                  std::move(options), handler(), std::move(h), &workers, std::move(at_once)))) {}

SLIPWAY_INLINE http_server::~http_server() {
    state_->listening->close_soon();
    state_->shared->close_all();
    state_->shared->wait_for_work();
}

SLIPWAY_INLINE std::uint16_t http_server::port() const { return state_->port; }
SLIPWAY_INLINE std::string http_server::url() const {
    const http_server_options& o = state_->shared->options;
    if (!o.socket.empty()) return "unix://" + o.socket.string();
    return (o.tls ? "https://" : "http://") + o.address + ":" + std::to_string(port());
}
SLIPWAY_INLINE std::size_t http_server::connections() const { return state_->shared->count(); }

}  // namespace slipway::net
