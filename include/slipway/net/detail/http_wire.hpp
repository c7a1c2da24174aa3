// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include <fcntl.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <slipway/core/no_broken_pipes.hpp>
#include <slipway/net/detail/client_tls.hpp>
#include <slipway/net/detail/httplib.hpp>
#include <slipway/net/detail/interruptible.hpp>
#include <slipway/net/detail/plain_client.hpp>
#include <slipway/net/http_client_options.hpp>
#include <slipway/net/http_error.hpp>
#include <slipway/net/origin.hpp>
#include <slipway/net/unix_socket.hpp>

namespace slipway::net::detail {

/// Why nothing could be connected.
inline std::string why_unreachable(const origin& at) {
    addrinfo hints{}, *found = nullptr;
    hints.ai_socktype = SOCK_STREAM;
    const int error = ::getaddrinfo(at.host.c_str(), nullptr, &hints, &found);
    if (error)
        return "the name '" + at.host + "' cannot be resolved (" + ::gai_strerror(error) + ")";
    ::freeaddrinfo(found);
    return "the connection was refused, or there is no way to it";
}

/// One connection to a server: made, used by one thread at a time, kept, thrown away.
class http_wire {
public:
    /// `socket` may be empty.
    http_wire(const origin& at, const std::filesystem::path& socket, const tls_material* tls,
              std::chrono::milliseconds connect_timeout)
        : at_(at), path_(socket) {
        if (tls) {
            auto made = std::make_unique<interruptible<httplib::SSLClient>>(at.host, at.port);
            tls->set_up(made->ssl_context(), verdict_);
            // The library's own check comes after the handshake; OpenSSL's is part of it.
            made->enable_server_certificate_verification(false);
            keep(std::move(made));
        } else {
            auto made = std::make_unique<plain_client>(at.host, at.port);
            plain_ = made.get();
            if (!socket.empty()) made->connect_by([this] { return connect(); });
            keep(std::move(made));
        }
        client_->set_connection_timeout(connect_timeout);
        client_->set_keep_alive(true);
        client_->set_tcp_nodelay(true);
        client_->set_follow_location(false);
        client_->set_url_encode(false);
        client_->set_decompress(false);
        client_->set_socket_options([this](socket_t s) { opened(s); });
    }
    http_wire(const http_wire&) = delete;
    ~http_wire() {
        const core::no_broken_pipes guard;  // TLS says farewell
        client_.reset();
    }

    httplib::ClientImpl& client() { return *client_; }
    void interrupt() { interrupt_(); }
    /// Whether it tells when it waits for the rest of an answer, so that pieces may be gathered
    /// until then: by `f` in the thread that uses it. Where that says false, the request ends.
    bool before_waiting(std::function<bool()> f) {
        if (plain_) plain_->before_waiting(std::move(f));
        return plain_ != nullptr;
    }
    /// For the thread that uses it: the rest of the answer is not wanted.
    void abandon() {
        if (client_->is_socket_open()) reset_when_closed(socket_);
    }
    const tls_verdict& verdict() const { return verdict_; }

    /// For the next request. The library sends a request again by itself when a TLS connection ends
    /// in place of an answer; where that would be a second time for the server it must not find a
    /// new connection.
    void begin(bool may_repeat) {
        may_connect_again_ = may_repeat;
        used_before_ = client_->is_socket_open() != 0;
        verdict_.handshakes = 0;
        verdict_.distrust.clear();
        repeated_ = false;
    }
    /// Whether the library wanted to send the request again, and could not.
    bool repeated() const { return repeated_; }
    /// Whether the connection is open and nothing, not even its end, has arrived since the last
    /// answer.
    bool quiet() const {
        pollfd p{socket_, POLLIN, 0};
        return client_->is_socket_open() != 0 && !(plain_ && plain_->left_over()) &&
               ::poll(&p, 1, 0) == 0;
    }

    /// Throws why nothing could be connected: the library does not say.
    [[noreturn]] void explain_unreachable() const {
        if (no_connection_) throw *no_connection_;
        throw http_error(http_failure::unreachable,
                         "cannot reach " + at_.str() + ": " + why_unreachable(at_));
    }

    std::chrono::steady_clock::time_point idle_since{};

private:
    /// Gives no socket where there is no connection.
    socket_t connect() {
        try {
            const core::owned_fd made = connect_unix(path_);
            socket_ = ::fcntl(made.get(), F_DUPFD_CLOEXEC, 0);  // the library closes its own
            return socket_;
        } catch (const http_error& e) {
            no_connection_ = e;
            return INVALID_SOCKET;
        }
    }
    template <class T>
    void keep(std::unique_ptr<T> made) {
        interrupt_ = [raw = made.get()] { raw->interrupt(); };
        client_ = std::move(made);
    }

    void opened(socket_t s) {
        if (!may_connect_again_ && (used_before_ || verdict_.handshakes > 0)) {
            const int nothing =
                ::open("/dev/null", O_RDWR | O_CLOEXEC);  // what cannot be connected
            ::dup3(nothing, s, O_CLOEXEC);
            ::close(nothing);
            repeated_ = true;
            return;
        }
        socket_ = s;
        ::fcntl(s, F_SETFD, FD_CLOEXEC);
        // A peer that is gone without a word is noticed after a minute, also by a watch that is
        // silent.
        set(s, SOL_SOCKET, SO_KEEPALIVE, 1);
        set(s, IPPROTO_TCP, TCP_KEEPIDLE, 30);
        set(s, IPPROTO_TCP, TCP_KEEPINTVL, 10);
        set(s, IPPROTO_TCP, TCP_KEEPCNT, 3);
    }
    static void set(socket_t s, int level, int option, int value) {
        ::setsockopt(s, level, option, &value, sizeof value);
    }

    const origin at_;
    const std::filesystem::path path_;
    std::optional<http_error> no_connection_;  ///< to the unix socket
    tls_verdict verdict_;
    std::unique_ptr<httplib::ClientImpl> client_;
    plain_client* plain_ = nullptr;  ///< the same, where there is no TLS
    std::function<void()> interrupt_;
    socket_t socket_ = INVALID_SOCKET;
    bool may_connect_again_ = true;
    bool used_before_ = false;
    bool repeated_ = false;
};

}  // namespace slipway::net::detail
