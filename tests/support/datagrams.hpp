// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace support {

/// A UDP socket on loopback: on a free port of it, unless told.
class datagrams {
public:
    explicit datagrams(const char* address = "127.0.0.1", std::uint16_t port = 0)
        : fd_(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in here = at(port, address);
        bind(fd_, reinterpret_cast<sockaddr*>(&here), sizeof here);
    }
    datagrams(const datagrams&) = delete;
    ~datagrams() { close(fd_); }

    std::uint16_t port() const {
        sockaddr_in here{};
        socklen_t size = sizeof here;
        getsockname(fd_, reinterpret_cast<sockaddr*>(&here), &size);
        return ntohs(here.sin_port);
    }
    void send(std::uint16_t to, const std::string& bytes, const char* address = "127.0.0.1") {
        const sockaddr_in there = at(to, address);
        sendto(fd_, bytes.data(), bytes.size(), 0, reinterpret_cast<const sockaddr*>(&there),
               sizeof there);
    }
    /// The next one, and who sent it (`from()`, `sender()`); nothing where none comes in time.
    std::optional<std::string> receive(std::chrono::milliseconds limit = std::chrono::seconds(10)) {
        pollfd waiting{fd_, POLLIN, 0};
        if (poll(&waiting, 1, static_cast<int>(limit.count())) != 1) return std::nullopt;
        std::string bytes(65'536, '\0');
        sockaddr_in sender{};
        socklen_t size = sizeof sender;
        const auto n = recvfrom(fd_, bytes.data(), bytes.size(), 0,
                                reinterpret_cast<sockaddr*>(&sender), &size);
        if (n < 0) return std::nullopt;
        bytes.resize(static_cast<std::size_t>(n));
        from_ = ntohs(sender.sin_port);
        char text[INET_ADDRSTRLEN] = "";
        sender_ = inet_ntop(AF_INET, &sender.sin_addr, text, sizeof text);
        return bytes;
    }
    std::uint16_t from() const { return from_; }
    /// The address of who sent the last one.
    const std::string& sender() const { return sender_; }

private:
    static sockaddr_in at(std::uint16_t port, const char* address) {
        sockaddr_in made{};
        made.sin_family = AF_INET;
        made.sin_port = htons(port);
        inet_pton(AF_INET, address, &made.sin_addr);
        return made;
    }

    int fd_;
    std::uint16_t from_ = 0;
    std::string sender_;
};

}  // namespace support
