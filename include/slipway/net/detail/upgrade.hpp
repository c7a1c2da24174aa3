// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>

#include <poll.h>
#include <sys/socket.h>

#include <slipway/core/compiled.hpp>
#include <slipway/net/detail/check_request.hpp>
#include <slipway/net/unix_socket.hpp>
#include <slipway/net/upgrade.hpp>

namespace slipway::net {

namespace detail {

/// One request and the head of its answer, by hand: the library's client gives no connection away.
class upgrading {
public:
    upgrading(const std::filesystem::path& socket, const call_limits& limits)
        : who_("unix://" + socket.string()),
          limits_(limits),
          deadline_(std::chrono::steady_clock::now() + limits.whole),
          socket_(connect_unix(socket)) {}

    upgrade_answer run(const request& r) {
        send(text_of(r));
        std::size_t end = got_.npos;
        while ((end = got_.find("\r\n\r\n")) == got_.npos) {
            if (got_.size() > 64 * 1024)
                throw http_error(http_failure::too_large,
                                 "the head of the answer of " + who_ + " is longer than 64 KiB");
            if (!receive())
                throw http_error(http_failure::cut_off,
                                 who_ + " closed the connection in place of an answer");
        }
        upgrade_answer made{.head = head_of(std::string_view(got_).substr(0, end))};
        got_.erase(0, end + 4);
        if (made.head.status == 101) {
            made.connection.emplace(
                upgraded_connection{.socket = std::move(socket_), .early = std::move(got_)});
        } else {
            made.head.body = body(made.head.headers["Content-Length"]);
        }
        return made;
    }

private:
    static std::string text_of(const request& r) {
        check_request(r);
        std::string made = r.method + " " + r.target + " HTTP/1.1\r\n";
        if (!r.headers.contains("Host")) made += "Host: localhost\r\n";
        for (const auto& [name, value] : r.headers)
            made.append(name).append(": ").append(value).append("\r\n");
        if (!r.headers.contains("Connection")) made += "Connection: Upgrade\r\n";
        return made + "Content-Length: " + std::to_string(r.body.size()) + "\r\n\r\n" + r.body;
    }
    void wait(short what) const {
        for (;;) {
            if (limits_.stop.stop_requested())
                throw http_error(http_failure::stopped, "the request to " + who_ + " was stopped");
            const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
                                  deadline_ - std::chrono::steady_clock::now())
                                  .count();
            if (left <= 0)
                throw http_error(http_failure::timed_out, who_ + " has not answered in time");
            pollfd one{socket_.get(), what, 0};
            // Not longer at once, since nobody wakes it when it is to stop.
            if (::poll(&one, 1, static_cast<int>(std::min<std::int64_t>(left, 100))) > 0) return;
        }
    }
    void send(std::string_view text) const {
        while (!text.empty()) {
            const ssize_t n =
                ::send(socket_.get(), text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
            if (n >= 0) text.remove_prefix(static_cast<std::size_t>(n));
            else if (errno == EAGAIN) wait(POLLOUT);
            else if (errno != EINTR)
                throw http_error(http_failure::cut_off,
                                 who_ + " closed the connection under a request");
        }
    }
    /// False at the end.
    bool receive() {
        char bytes[4096];
        for (;;) {
            const ssize_t n = ::recv(socket_.get(), bytes, sizeof bytes, MSG_DONTWAIT);
            if (n > 0) got_.append(bytes, static_cast<std::size_t>(n));
            if (n >= 0) return n > 0;
            if (errno == EAGAIN) wait(POLLIN);
            else if (errno != EINTR) return false;
        }
    }
    response head_of(std::string_view text) const {
        response made;
        std::string_view line = text.substr(0, text.find("\r\n"));
        const auto digits = line.starts_with("HTTP/1.") && line.size() >= 12 ? line.substr(9, 3)
                                                                             : std::string_view();
        const auto [end, wrong] =
            std::from_chars(digits.data(), digits.data() + digits.size(), made.status);
        if (digits.empty() || wrong != std::errc() || end != digits.data() + 3)
            throw http_error(http_failure::cut_off,
                             who_ + " sent something that is not HTTP in place of an answer");
        while (line.size() < text.size()) {
            text.remove_prefix(line.size() + 2);
            line = text.substr(0, text.find("\r\n"));
            const std::size_t colon = line.find(':');
            if (colon == line.npos) continue;
            std::string_view value = line.substr(colon + 1);
            while (value.starts_with(' ') || value.starts_with('\t')) value.remove_prefix(1);
            made.headers.add(std::string(line.substr(0, colon)), std::string(value));
        }
        return made;
    }
    /// As far as its length is known.
    std::string body(std::string_view length) {
        std::size_t size = 0;
        std::from_chars(length.data(), length.data() + length.size(), size);
        size = std::min(size, limits_.body);
        while (got_.size() < size && receive()) {
        }
        got_.resize(std::min(got_.size(), size));
        return std::move(got_);
    }

    const std::string who_;
    const call_limits& limits_;
    const std::chrono::steady_clock::time_point deadline_;
    core::owned_fd socket_;
    std::string got_;
};

}  // namespace detail

SLIPWAY_INLINE upgrade_answer upgrade(const std::filesystem::path& socket, const request& r,
                                      const call_limits& limits) {
    return detail::upgrading(socket, limits).run(r);
}

}  // namespace slipway::net
