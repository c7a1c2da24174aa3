// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstring>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <poll.h>
#include <sys/socket.h>

#include <slipway/net/detail/httplib.hpp>
#include <slipway/net/detail/interruptible.hpp>

namespace slipway::net::detail {

/// What has come over a connection without TLS and was not read yet. It grows with what comes at
/// once.
struct receive_buffer {
    static constexpr std::size_t most = 256 * 1024;
    std::vector<char> bytes = std::vector<char>(8 * 1024);
    std::size_t at = 0, end = 0;
};

/// A socket as the library's stream. The library's own asks the kernel for every 4 KiB.
class socket_stream final : public httplib::Stream {
public:
    /// `before_waiting` is called when nothing more has come; where it says false, nothing more is
    /// read.
    socket_stream(socket_t s, receive_buffer& b, std::chrono::milliseconds read_timeout,
                  std::chrono::milliseconds write_timeout,
                  const std::function<bool()>& before_waiting)
        : socket_(s),
          buffer_(b),
          read_timeout_(read_timeout),
          write_timeout_(write_timeout),
          before_waiting_(before_waiting) {}

    bool is_readable() const override {
        return buffer_.at < buffer_.end || ready(POLLIN, read_timeout_);
    }
    bool is_writable() const override { return ready(POLLOUT, write_timeout_); }

    ssize_t read(char* into, std::size_t size) override {
        if (buffer_.at == buffer_.end)
            if (const ssize_t n = fill(); n <= 0) return n;
        const std::size_t n = std::min(size, buffer_.end - buffer_.at);
        std::memcpy(into, buffer_.bytes.data() + buffer_.at, n);
        buffer_.at += n;
        return static_cast<ssize_t>(n);
    }
    ssize_t write(const char* from, std::size_t size) override {
        for (;;) {
            const ssize_t n = ::send(socket_, from, size, MSG_NOSIGNAL | MSG_DONTWAIT);
            if (n >= 0) return n;
            if (errno != EINTR && (errno != EAGAIN || !is_writable())) return -1;
        }
    }
    void get_remote_ip_and_port(std::string&, int&) const override {}  // asked for by servers only
    void get_local_ip_and_port(std::string&, int&) const override {}
    socket_t socket() const override { return socket_; }

private:
    bool ready(short what, std::chrono::milliseconds within) const {
        const auto until = std::chrono::steady_clock::now() + within;
        for (;;) {
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(
                until - std::chrono::steady_clock::now());
            pollfd p{socket_, what, 0};
            const int n = ::poll(&p, 1,
                                 static_cast<int>(std::clamp<std::chrono::milliseconds::rep>(
                                     left.count(), 0, 1'000'000'000)));
            if (n >= 0 || errno != EINTR) return n > 0;
        }
    }
    ssize_t fill() {
        std::vector<char>& bytes = buffer_.bytes;
        if (buffer_.end == bytes.size() && bytes.size() < receive_buffer::most)
            bytes.resize(bytes.size() * 2);
        buffer_.at = buffer_.end = 0;
        for (;;) {
            const ssize_t n = ::recv(socket_, bytes.data(), bytes.size(), MSG_DONTWAIT);
            if (n >= 0) buffer_.end = static_cast<std::size_t>(n);
            if (n >= 0) return n;
            if (errno != EINTR && (errno != EAGAIN || (before_waiting_ && !before_waiting_()) ||
                                   !ready(POLLIN, read_timeout_)))
                return -1;
        }
    }

    const socket_t socket_;
    receive_buffer& buffer_;
    const std::chrono::milliseconds read_timeout_, write_timeout_;
    const std::function<bool()>& before_waiting_;
};

/// The library's client without TLS, over such streams.
class plain_client final : public interruptible<httplib::ClientImpl> {
public:
    using interruptible<httplib::ClientImpl>::interruptible;

    /// Called by the thread inside of `send`; see `socket_stream`.
    void before_waiting(std::function<bool()> f) { before_waiting_ = std::move(f); }
    /// Another way to connect than to the host; it gives `INVALID_SOCKET` where there is none.
    void connect_by(std::function<socket_t()> f) { connect_by_ = std::move(f); }
    /// Whether more has come than the last answer.
    bool left_over() const { return buffer_.at < buffer_.end; }

private:
    static std::chrono::milliseconds duration(time_t seconds, time_t microseconds) {
        return std::chrono::ceil<std::chrono::milliseconds>(
            std::chrono::seconds(seconds) + std::chrono::microseconds(microseconds));
    }
    bool create_and_connect_socket(Socket& s, httplib::Error& error) override {
        if (!connect_by_) return ClientImpl::create_and_connect_socket(s, error);
        s.sock = connect_by_();
        if (s.sock == INVALID_SOCKET) error = httplib::Error::Connection;
        return s.sock != INVALID_SOCKET;
    }
    bool process_socket(const Socket& s, std::function<bool(httplib::Stream&)> callback) override {
        buffer_.at = buffer_.end = 0;
        socket_stream stream(s.sock, buffer_, duration(read_timeout_sec_, read_timeout_usec_),
                             duration(write_timeout_sec_, write_timeout_usec_), before_waiting_);
        return callback(stream);
    }

    receive_buffer buffer_;
    std::function<bool()> before_waiting_;
    std::function<socket_t()> connect_by_;
};

}  // namespace slipway::net::detail
