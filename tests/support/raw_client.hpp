// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace support {

/// A connection to loopback, or to a unix socket, that sends what it is told, well-formed or not.
class raw_client {
public:
    explicit raw_client(std::uint16_t port) : fd_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(port);
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        connected_ = connect(fd_, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0;
    }
    explicit raw_client(const std::string& socket_file)
        : fd_(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_un to{};
        to.sun_family = AF_UNIX;
        socket_file.copy(to.sun_path, sizeof to.sun_path - 1);
        connected_ = connect(fd_, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0;
    }
    raw_client(raw_client&& other) noexcept
        : fd_(std::exchange(other.fd_, -1)), connected_(other.connected_) {}
    ~raw_client() {
        if (fd_ >= 0) close(fd_);
    }

    bool connected() const { return connected_; }
    void send(const std::string& s) const {
        for (std::size_t sent = 0; sent < s.size();) {
            const ssize_t n = ::send(fd_, s.data() + sent, s.size() - sent, MSG_NOSIGNAL);
            if (n <= 0) return;
            sent += static_cast<std::size_t>(n);
        }
    }
    /// Ends the sending side.
    void half_close() const { shutdown(fd_, SHUT_WR); }
    /// What arrives until `until` was seen, the peer closes or the time is over.
    std::string read(const std::string& until = {},
                     std::chrono::milliseconds within = std::chrono::seconds(5)) const {
        std::string got;
        const auto deadline = std::chrono::steady_clock::now() + within;
        while (until.empty() || got.find(until) == got.npos) {
            const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
                deadline - std::chrono::steady_clock::now());
            pollfd p{fd_, POLLIN, 0};
            if (left.count() <= 0 || poll(&p, 1, static_cast<int>(left.count())) <= 0) break;
            char buffer[4096];
            const ssize_t n = recv(fd_, buffer, sizeof buffer, 0);
            if (n <= 0) break;
            got.append(buffer, static_cast<std::size_t>(n));
        }
        return got;
    }
    /// What arrives until the peer closes; throws where it does not in time.
    std::string read_all(std::chrono::milliseconds within = std::chrono::seconds(30)) const {
        std::string got = read({}, within);
        pollfd p{fd_, POLLIN, 0};
        char byte = 0;
        if (poll(&p, 1, 0) != 1 || recv(fd_, &byte, 1, MSG_PEEK) > 0)
            throw std::runtime_error("the peer has not closed in time; it said: " +
                                     got.substr(0, 1000));
        return got;
    }
    /// A request without a body, and the whole answer: the connection ends with it.
    std::string get(const std::string& target, const std::string& method = "GET",
                    const std::string& body = {},
                    const std::string& type = "application/json") const {
        send(method + " " + target +
             " HTTP/1.1\r\nHost: test\r\nConnection: close\r\nContent-Type: " + type +
             "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
        return read();
    }

private:
    int fd_;
    bool connected_ = false;
};

}  // namespace support
