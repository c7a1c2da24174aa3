// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <mutex>
#include <set>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <slipway/core/compiled.hpp>
#include <slipway/net/detail/http_connection.hpp>
#include <slipway/net/http_server.hpp>

namespace slipway::net {

struct http_server::state : std::enable_shared_from_this<http_server::state> {
    using tcp = boost::asio::ip::tcp;

    state(io_threads& io, std::shared_ptr<detail::connection_environment> environment)
        : acceptor(io.context()), retry(io.context()), shared(std::move(environment)) {
        listen();
        port = acceptor.local_endpoint().port();
    }

    void listen() {
        boost::system::error_code error;
        const http_server_options& o = shared->options;
        const tcp::endpoint where(boost::asio::ip::make_address(o.address, error), o.port);
        auto step = [&](auto&& call) {
            if (!error) call();
        };
        step([&] { acceptor.open(where.protocol(), error); });
        step([&] { acceptor.set_option(tcp::acceptor::reuse_address(true), error); });
        step([&] { acceptor.bind(where, error); });
        step([&] { acceptor.listen(boost::asio::socket_base::max_listen_connections, error); });
        if (error)
            throw core::status_error(core::reason::conflict, "cannot listen on " + o.address + ":" + std::to_string(o.port) + ": " + error.message());
    }

    void accept() {
        acceptor.async_accept([self = shared_from_this()](boost::system::error_code e, tcp::socket socket) {
            if (!self->acceptor.is_open()) return;
            if (e) return self->accept_later();
            detail::start_connection(std::move(socket), self->shared);
            self->accept();
        });
    }
    /// Out of descriptors, say: the clients wait, and this thread does not spin.
    void accept_later() {
        retry.expires_after(std::chrono::milliseconds(50));
        retry.async_wait([self = shared_from_this()](boost::system::error_code) {
            if (self->acceptor.is_open()) self->accept();
        });
    }

    tcp::acceptor acceptor;
    boost::asio::steady_timer retry;
    std::shared_ptr<detail::connection_environment> shared;
    std::uint16_t port = 0;
};

SLIPWAY_INLINE http_server::http_server(io_threads& io, http_server_options options, handler h)
    : state_(std::make_shared<state>(io, std::make_shared<detail::connection_environment>(std::move(options), std::move(h)))) {
    state_->accept();
}

SLIPWAY_INLINE http_server::http_server(io_threads& io, worker_threads& workers, http_server_options options, streaming_handler h)
    : state_(std::make_shared<state>(io, std::make_shared<detail::connection_environment>(std::move(options), handler(), std::move(h), &workers))) {
    state_->accept();
}

SLIPWAY_INLINE http_server::~http_server() {
    boost::asio::post(state_->acceptor.get_executor(), [s = state_] {
        boost::system::error_code ignored;
        s->acceptor.close(ignored);
    });
    state_->shared->close_all();
    state_->shared->wait_for_work();
}

SLIPWAY_INLINE std::uint16_t http_server::port() const { return state_->port; }
SLIPWAY_INLINE std::string http_server::url() const {
    return (state_->shared->options.tls ? "https://" : "http://") + state_->shared->options.address + ":" + std::to_string(port());
}
SLIPWAY_INLINE std::size_t http_server::connections() const { return state_->shared->count(); }

}  // namespace slipway::net
