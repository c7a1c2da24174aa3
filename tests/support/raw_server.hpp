// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <csignal>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <slipway/net/detail/tls.hpp>

namespace support {

/// A server on loopback whose connections do what a test says, well-behaved or not; with TLS when
/// it has a certificate.
class raw_server {
public:
    /// One connection, on a thread of its own.
    class peer {
    public:
        peer(int fd, SSL_CTX* tls) : fd_(fd) {
            if (!tls) return;
            ssl_ = SSL_new(tls);
            SSL_set_fd(ssl_, fd);
            if (SSL_accept(ssl_) != 1) broken_ = true;
        }
        peer(const peer&) = delete;
        ~peer() {
            if (ssl_ && !broken_) SSL_shutdown(ssl_);
            if (ssl_) SSL_free(ssl_);
        }

        /// Head and body of the next request; empty when there is none any more.
        std::string request() {
            std::string got;
            std::size_t end = got.npos;
            while ((end = got.find("\r\n\r\n")) == got.npos)
                if (!more(got)) return {};
            const std::size_t mark = got.find("Content-Length: ");
            const std::size_t length = mark < end ? std::stoul(got.substr(mark + 16)) : 0;
            while (got.size() < end + 4 + length)
                if (!more(got)) return {};
            return got;
        }
        bool send(const std::string& s) {
            if (broken_) return false;
            if (ssl_) return SSL_write(ssl_, s.data(), static_cast<int>(s.size())) > 0;
            return ::send(fd_, s.data(), s.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(s.size());
        }
        /// Ends the connection, and resets it when the script returns: what the client writes then
        /// is a broken pipe.
        void reset() {
            const linger at_once{1, 0};
            ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
            ::shutdown(fd_, SHUT_WR);
            broken_ = true;
        }
        /// Waits until the client has gone, or the server goes.
        void wait() {
            std::string ignored;
            while (more(ignored)) ignored.clear();
        }

    private:
        bool more(std::string& to) {
            char buffer[4096];
            if (broken_) return false;
            const auto n = ssl_ ? static_cast<ssize_t>(SSL_read(ssl_, buffer, sizeof buffer))
                                : ::recv(fd_, buffer, sizeof buffer, 0);
            if (n <= 0) return false;
            to.append(buffer, static_cast<std::size_t>(n));
            return true;
        }
        int fd_;
        SSL* ssl_ = nullptr;
        bool broken_ = false;
    };
    /// `nth` counts connections from 1.
    using script = std::function<void(peer& p, int nth)>;

    explicit raw_server(script s, std::optional<slipway::net::key_pair> tls = {})
        : script_(std::move(s)), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        if (tls) {
            tls_.reset(SSL_CTX_new(TLS_server_method()));
            SSL_CTX_use_certificate(
                tls_.get(), slipway::net::detail::read_certificate(tls->certificate_pem).get());
            SSL_CTX_use_PrivateKey(tls_.get(), slipway::net::detail::read_key(tls->key_pem).get());
        }
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof at;
        if (::bind(listener_, reinterpret_cast<sockaddr*>(&at), size) != 0 ||
            ::listen(listener_, 64) != 0 ||
            ::getsockname(listener_, reinterpret_cast<sockaddr*>(&at), &size) != 0)
            throw std::runtime_error("cannot listen on loopback");
        port_ = ntohs(at.sin_port);
        accepting_ = std::thread([this] { accept(); });
    }
    raw_server(const raw_server&) = delete;
    ~raw_server() {
        {
            std::lock_guard lock(mutex_);
            ended_ = true;
            for (const int fd : open_) ::shutdown(fd, SHUT_RDWR);
        }
        ::shutdown(listener_, SHUT_RDWR);
        accepting_.join();
        for (std::thread& t : threads_) t.join();
        ::close(listener_);
    }

    std::uint16_t port() const { return port_; }
    std::string url() const {
        return (tls_ ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(port_);
    }
    int connections() const { return connections_; }
    /// Connections that have not ended.
    std::size_t open() {
        std::lock_guard lock(mutex_);
        return open_.size();
    }

private:
    struct free_context {
        void operator()(SSL_CTX* c) const { SSL_CTX_free(c); }
    };

    void accept() {
        for (int fd = -1; (fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC)) >= 0;) {
            std::lock_guard lock(mutex_);
            if (ended_) ::shutdown(fd, SHUT_RDWR);
            open_.push_back(fd);
            threads_.emplace_back([this, fd, nth = ++connections_] { serve(fd, nth); });
        }
    }
    void serve(int fd, int nth) {
        sigset_t pipes;  // OpenSSL writes to clients that have gone
        sigemptyset(&pipes);
        sigaddset(&pipes, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &pipes, nullptr);
        {
            peer p(fd, tls_.get());
            script_(p, nth);
        }
        std::lock_guard lock(mutex_);
        std::erase(open_, fd);
        ::close(fd);
    }

    script script_;
    std::unique_ptr<SSL_CTX, free_context> tls_;
    int listener_;
    std::uint16_t port_ = 0;
    std::atomic<int> connections_{0};
    std::mutex mutex_;
    bool ended_ = false;
    std::vector<int> open_;
    std::vector<std::thread> threads_;
    std::thread accepting_;
};

}  // namespace support
