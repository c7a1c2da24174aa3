// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <slipway/core/no_broken_pipes.hpp>
#include <slipway/core/owned_fd.hpp>
#include <slipway/core/status.hpp>
#include <slipway/net/upgraded_connection.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::runtime::detail {

/// Tells two streams apart that come in one: before each piece stands a head of eight bytes, of
/// which the first is the stream and the last four are the size (Engine API, "Stream format").
class docker_frames {
public:
    using sink = std::function<void(output, std::string_view, bool begins)>;

    /// `plain`: all is one stream, as of a terminal.
    docker_frames(bool plain, sink to) : plain_(plain), to_(std::move(to)) {}

    /// Throws `status_error` where it is none of that: Podman breaks off a stream that has begun by
    /// a sentence as it is.
    void feed(std::string_view bytes) {
        if (plain_) return to_(output::out, bytes, true);
        while (!bytes.empty()) {
            if (left_ == 0) {
                const std::size_t n = std::min(bytes.size(), head_.size() - have_);
                std::copy_n(bytes.begin(), n, head_.begin() + static_cast<std::ptrdiff_t>(have_));
                bytes.remove_prefix(n);
                if ((have_ += n) < head_.size()) return;
                have_ = 0;
                begins_ = true;
                if (head_[0] < 0 || head_[0] > 2 || head_[1] != 0 || head_[2] != 0 || head_[3] != 0)
                    throw status_error(core::reason::internal_error,
                                       "the Docker daemon breaks off a stream: " +
                                           std::string(head_.data(), head_.size()) +
                                           std::string(bytes.substr(0, 500)));
                for (std::size_t i = 4; i < 8; ++i)
                    left_ = left_ << 8 | static_cast<unsigned char>(head_[i]);
                continue;
            }
            const std::string_view piece = bytes.substr(0, left_);
            to_(head_[0] == 2 ? output::err : output::out, piece, std::exchange(begins_, false));
            left_ -= piece.size();
            bytes.remove_prefix(piece.size());
        }
    }

private:
    const bool plain_;
    const sink to_;
    std::array<char, 8> head_{};
    std::size_t have_ = 0, left_ = 0;
    bool begins_ = false;
};

/// Passes on what a process of a daemon says, and what it is told, by a connection that has left
/// HTTP, until the process has said all.
class docker_relay {
public:
    docker_relay(net::upgraded_connection c, bool terminal, docker_frames::sink to)
        : connection_(std::move(c)), terminal_(terminal), frames_(terminal, std::move(to)) {}

    /// Where its input comes from; it stays the caller's. The end of it is passed on, unless it is
    /// a terminal.
    void input(int fd) { input_ = fd; }
    /// For a terminal: called with its size, before what is typed then is passed on; again, where
    /// it gives false. `of` says the size.
    void resizing(int of, std::function<bool(winsize)> f) {
        sized_ = of;
        resize_ = std::move(f);
    }
    /// All ends when this can be read.
    void until(int over) { over_ = over; }

    /// False where it was to end before. Calls the sink in this thread.
    bool run(std::chrono::steady_clock::time_point deadline =
                 std::chrono::steady_clock::time_point::max()) {
        const core::no_broken_pipes guard;
        if (!connection_.early.empty()) frames_.feed(std::exchange(connection_.early, {}));
        for (;;) {
            const std::chrono::steady_clock::duration most = std::chrono::hours(1);
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(
                                  std::min(deadline - std::chrono::steady_clock::now(), most))
                                  .count();
            if (left <= 0) return false;
            look_at_size();
            const bool hears = input_ >= 0 && to_process_.empty();
            pollfd all[] = {{connection_.socket.get(),
                             static_cast<short>(POLLIN | (to_process_.empty() ? 0 : POLLOUT)), 0},
                            {hears ? input_ : -1, POLLIN, 0},
                            {over_, POLLIN, 0}};
            // A change of size wakes nobody.
            if (::poll(all, 3,
                       static_cast<int>(resize_ ? std::min<std::int64_t>(left, 200) : left)) < 0 &&
                errno != EINTR)
                return false;
            if (all[2].revents) return false;
            if (all[1].revents) hear();
            if (all[0].revents & POLLOUT) tell();
            if ((all[0].revents & (POLLIN | POLLHUP | POLLERR)) && !say()) return true;
        }
    }

private:
    bool say() {
        char bytes[32 * 1024];
        const ssize_t n = ::recv(connection_.socket.get(), bytes, sizeof bytes, MSG_DONTWAIT);
        if (n > 0) frames_.feed({bytes, static_cast<std::size_t>(n)});
        return n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR));
    }
    void hear() {
        char bytes[32 * 1024];
        const ssize_t n = ::read(input_, bytes, sizeof bytes);
        if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
        if (n > 0) to_process_.assign(bytes, static_cast<std::size_t>(n));
        else input_ = -1;  // of a terminal that nobody has any more, EIO
        look_at_size();
        if (n <= 0 && !terminal_) ::shutdown(connection_.socket.get(), SHUT_WR);
        tell();
    }
    void tell() {
        while (!to_process_.empty()) {
            const ssize_t n = ::send(connection_.socket.get(), to_process_.data(),
                                     to_process_.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
            if (n < 0 && errno == EINTR) continue;
            if (n < 0 && errno == EAGAIN) return;
            if (n < 0) {  // it hears no more
                to_process_.clear();
                input_ = -1;
                return;
            }
            to_process_.erase(0, static_cast<std::size_t>(n));
        }
    }
    void look_at_size() {
        winsize now{};
        if (!resize_ || ::ioctl(sized_, TIOCGWINSZ, &now) != 0 ||
            (now.ws_row == rows_ && now.ws_col == columns_))
            return;
        if (!resize_(now)) return;
        rows_ = now.ws_row;
        columns_ = now.ws_col;
    }

    net::upgraded_connection connection_;
    const bool terminal_;
    docker_frames frames_;
    int input_ = -1, over_ = -1, sized_ = -1;
    std::function<bool(winsize)> resize_;
    unsigned short rows_ = 0, columns_ = 0;
    std::string to_process_;
};

}  // namespace slipway::runtime::detail
