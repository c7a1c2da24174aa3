// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>

#include <sys/file.h>
#include <sys/stat.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <slipway/core/file_lock.hpp>
#include <slipway/core/status.hpp>
#include <slipway/net/detail/start_connection.hpp>

namespace slipway::net::detail {

/// Takes connections as long as it is open.
class listener_face {
public:
    virtual ~listener_face() = default;
    virtual void accept() = 0;
    virtual void close_soon() = 0;
    virtual std::uint16_t port() const = 0;
};

template <class Protocol>
class listener : public listener_face, public std::enable_shared_from_this<listener<Protocol>> {
public:
    using socket = asio::basic_stream_socket<Protocol>;

    listener(asio::io_context& io, std::shared_ptr<connection_environment> shared)
        : acceptor_(io), retry_(io), shared_(std::move(shared)) {}

    void accept() override {
        acceptor_.async_accept(
            [self = this->shared_from_this()](boost::system::error_code e, socket s) {
                if (!self->acceptor_.is_open()) return;
                if (e) return self->accept_later();
                start_connection(std::move(s), self->shared_);
                self->accept();
            });
    }
    void close_soon() override {
        asio::post(acceptor_.get_executor(), [self = this->shared_from_this()] {
            boost::system::error_code ignored;
            self->acceptor_.close(ignored);
        });
    }
    std::uint16_t port() const override { return 0; }

protected:
    /// `name` is for people. `prepare` may set up what is open and not bound yet.
    template <class Prepare>
    void listen(const typename Protocol::endpoint& where, boost::system::error_code error,
                const std::string& name, Prepare prepare) {
        const auto step = [&](auto&& call) {
            if (!error) call();
        };
        step([&] { acceptor_.open(where.protocol(), error); });
        step([&] { prepare(acceptor_, error); });
        step([&] { acceptor_.bind(where, error); });
        step([&] { acceptor_.listen(asio::socket_base::max_listen_connections, error); });
        if (error)
            throw core::status_error(core::reason::conflict,
                                     "cannot listen on " + name + ": " + error.message());
    }

    asio::basic_socket_acceptor<Protocol> acceptor_;

private:
    /// Out of descriptors, say: the clients wait, and this thread does not spin.
    void accept_later() {
        retry_.expires_after(std::chrono::milliseconds(50));
        retry_.async_wait([self = this->shared_from_this()](boost::system::error_code) {
            if (self->acceptor_.is_open()) self->accept();
        });
    }

    asio::steady_timer retry_;
    std::shared_ptr<connection_environment> shared_;
};

/// On an address and a port.
class tcp_listener final : public listener<asio::ip::tcp> {
public:
    tcp_listener(asio::io_context& io, const std::shared_ptr<connection_environment>& shared)
        : listener(io, shared) {
        const http_server_options& o = shared->options;
        boost::system::error_code error;
        const asio::ip::tcp::endpoint where(asio::ip::make_address(o.address, error), o.port);
        listen(where, error, o.address + ":" + std::to_string(o.port), [](auto& a, auto& e) {
            a.set_option(asio::ip::tcp::acceptor::reuse_address(true), e);
        });
        port_ = acceptor_.local_endpoint().port();
    }
    std::uint16_t port() const override { return port_; }

private:
    std::uint16_t port_ = 0;
};

/// On a unix socket. One that a program which is gone has left is replaced; a lock beside it tells
/// whether that one is gone.
class unix_listener final : public listener<asio::local::stream_protocol> {
public:
    unix_listener(asio::io_context& io, const std::shared_ptr<connection_environment>& shared)
        : listener(io, shared),
          file_(shared->options.socket),
          alone_(file_.string() + ".lock", LOCK_EX | LOCK_NB) {
        if (shared->options.tls)
            throw core::status_error(core::reason::invalid, "a unix socket has no TLS");
        if (file_.string().size() > 100)
            throw core::status_error(core::reason::invalid,
                                     "the name of the unix socket " + file_.string() +
                                         " is too long: at most 100 bytes are possible");
        if (!alone_.held() || answers())
            throw core::status_error(core::reason::conflict,
                                     "another program serves on " + file_.string() + " already");
        std::error_code none;
        if (std::filesystem::is_socket(file_, none)) std::filesystem::remove(file_);
        // The mode of the socket is that of the file which it is bound to: there is no moment in
        // which others may use it (unix(7)).
        listen(file_.string(), {}, file_.string(), [](auto& a, auto& e) {
            if (::fchmod(a.native_handle(), 0600) != 0)
                e.assign(errno, boost::system::system_category());
        });
        bound_ = true;
    }
    ~unix_listener() override { give_up(); }
    /// Another may listen at once.
    void close_soon() override {
        give_up();
        listener::close_soon();
    }

private:
    void give_up() {
        std::error_code ignored;
        if (std::exchange(bound_, false)) std::filesystem::remove(file_, ignored);
        alone_ = core::file_lock();
    }
    bool answers() const {
        asio::io_context own;
        asio::local::stream_protocol::socket probe(own);
        boost::system::error_code error;
        probe.connect(file_.string(), error);
        return !error;
    }

    std::filesystem::path file_;
    core::file_lock alone_;
    bool bound_ = false;
};

inline std::shared_ptr<listener_face> listen_as_told(
    asio::io_context& io, const std::shared_ptr<connection_environment>& shared) {
    if (!shared->options.socket.empty()) return std::make_shared<unix_listener>(io, shared);
    return std::make_shared<tcp_listener>(io, shared);
}

}  // namespace slipway::net::detail
