// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cerrno>
#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <slipway/core/no_broken_pipes.hpp>
#include <slipway/core/owned_fd.hpp>
#include <slipway/docker_api/detail/frame.hpp>
#include <slipway/engine/detach_keys.hpp>
#include <slipway/net/upgraded_connection.hpp>
#include <slipway/runtime/descriptor_passing.hpp>

namespace slipway::docker_api::detail {

/// Can be read from when somebody has rung.
class bell {
public:
    bell() : fd_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
        if (!fd_) core::fail_with_errno("cannot make an eventfd");
    }
    void ring() const {
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto told = ::write(fd_.get(), &one, sizeof one);
    }
    int fd() const { return fd_.get(); }

private:
    core::owned_fd fd_;
};

/// Passes on what a process writes to a client, and what the client sends to the process, until the
/// process has said all, or the client or this program is gone. Neither side's bytes pile up: who
/// does not read is waited for.
class raw_stream {
public:
    raw_stream(net::upgraded_connection client, bool framed)
        : client_(std::move(client)), framed_(framed), to_process_(std::move(client_.early)) {
        unblock(client_.socket.get());
    }

    void out(core::owned_fd from) { take(0, std::move(from)); }
    void err(core::owned_fd from) { take(1, std::move(from)); }
    /// Where the client's bytes go. A terminal stays open when the client has said all.
    void input(core::owned_fd to, bool terminal) {
        input_ = std::move(to);
        terminal_ = terminal;
        unblock(input_.get());
    }
    /// A unix socket on which that one will come.
    void input_comes(core::owned_fd by, bool terminal) {
        input_by_ = std::move(by);
        terminal_ = terminal;
    }
    /// What the client sends is for nobody.
    void no_input() { deaf_ = true; }
    /// By these keys the client leaves: what it sends is for the process until then.
    void leaves_by(engine::detach_keys keys) {
        keys_ = std::move(keys);
        const std::string early = std::exchange(to_process_, {});
        take_typed(early);
    }
    /// All ends when this can be read and nothing more comes: for processes that leave others
    /// behind with their streams.
    void until(int over) { over_ = over; }
    /// What the client is told before all else, piece by piece; an empty one ends it.
    void first(std::function<std::string()> next) { first_ = std::move(next); }
    /// The client is told this last.
    void say(runtime::output stream, const std::string& text) {
        if (!alone_) to_client_ += framed_ ? framed(stream, text) : text;
    }

    void run() {
        const core::no_broken_pipes guard;
        const bell stopped;
        const std::stop_callback on_stop(client_.stop, [&] { stopped.ring(); });
        for (take_first(); !finished() && turn(stopped.fd()); take_first()) {
        }
    }
    /// The client is told that this is all. What it still sends is thrown away for a while: bytes
    /// that nobody reads would cost it the end of what it was sent.
    void finish() {
        if (gone_ || alone_) return;
        ::shutdown(client_.socket.get(), SHUT_WR);
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(2);
        while (!client_ended_ && !client_.stop.stop_requested()) {
            const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
                                  deadline - std::chrono::steady_clock::now())
                                  .count();
            pollfd one{client_.socket.get(), POLLIN, 0};
            char bytes[piece];
            if (left <= 0 || ::poll(&one, 1, static_cast<int>(left)) <= 0 ||
                ::recv(one.fd, bytes, sizeof bytes, 0) <= 0)
                return;
        }
    }
    bool client_is_gone() const { return gone_; }
    /// Whether its keys have said so.
    bool client_has_left() const { return left_; }
    /// Goes on with the process, which keeps its terminal, until it has said all: nobody hears it.
    void go_on_alone() {
        finish();
        client_.socket.reset();
        to_client_.clear();
        left_ = false;
        alone_ = true;
        run();
    }

private:
    static constexpr std::size_t piece = 32 * 1024;

    static void unblock(int fd) { ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK); }
    void take(std::size_t n, core::owned_fd from) {
        unblock(from.get());
        sources_[n] = std::move(from);
    }
    bool finished() const {
        return gone_ || left_ || (!sources_[0] && !sources_[1] && to_client_.empty() && !first_);
    }
    void take_first() {
        if (!first_ || !to_client_.empty()) return;
        to_client_ = first_();
        if (to_client_.empty()) first_ = nullptr;
    }

    /// Waits for something to happen, and does what it leads to. False where all is to end.
    bool turn(int stopped) {
        const bool room = to_client_.empty(), hears = !client_ended_ && to_process_.empty();
        pollfd all[] = {{client_.socket.get(),
                         static_cast<short>((hears ? POLLIN : 0) | (room ? 0 : POLLOUT)), 0},
                        {room ? sources_[0].get() : -1, POLLIN, 0},
                        {room ? sources_[1].get() : -1, POLLIN, 0},
                        {to_process_.empty() ? -1 : input_.get(), POLLOUT, 0},
                        {input_by_.get(), POLLIN, 0},
                        {room ? over_ : -1, POLLIN, 0},
                        {stopped, POLLIN, 0}};
        if (::poll(all, std::size(all), -1) < 0) return errno == EINTR;
        if (all[6].revents) return false;
        if (all[0].revents & (POLLERR | POLLHUP)) gone_ = true;
        if (all[0].revents & POLLOUT) send();
        if (all[0].revents & POLLIN) hear();
        if (all[4].revents) receive_input();
        if (all[3].revents) feed();
        bool came = false;
        for (const std::size_t n : {std::size_t{0}, std::size_t{1}})
            if (all[n + 1].revents) came = read(n) || came;
        return came || !all[5].revents || !to_client_.empty();
    }
    /// False at the end.
    bool read(std::size_t n) {
        char bytes[piece];
        const ssize_t got = ::read(sources_[n].get(), bytes, sizeof bytes);
        if (got < 0 && (errno == EINTR || errno == EAGAIN)) return false;
        if (got <= 0) {  // the end; of a terminal that is EIO
            sources_[n].reset();
            return false;
        }
        say(n == 0 ? runtime::output::out : runtime::output::err,
            std::string(bytes, static_cast<std::size_t>(got)));
        send();
        return true;
    }
    void send() {
        while (!to_client_.empty()) {
            const ssize_t n =
                ::send(client_.socket.get(), to_client_.data(), to_client_.size(), MSG_NOSIGNAL);
            if (n < 0 && errno == EINTR) continue;
            if (n < 0) {
                gone_ = gone_ || errno != EAGAIN;
                return;
            }
            to_client_.erase(0, static_cast<std::size_t>(n));
        }
    }
    void hear() {
        char bytes[piece];
        const ssize_t n = ::recv(client_.socket.get(), bytes, sizeof bytes, 0);
        if (n < 0) {
            gone_ = gone_ || (errno != EINTR && errno != EAGAIN);
            return;
        }
        client_ended_ = n == 0;
        if (!deaf_) take_typed({bytes, static_cast<std::size_t>(n)});
        feed();
    }
    void take_typed(std::string_view bytes) {
        if (!keys_) to_process_ += bytes;
        else if (keys_->pass(bytes, to_process_)) left_ = true;
    }
    void receive_input() {
        if (core::owned_fd to = runtime::receive_descriptor(input_by_.get()))
            input(std::move(to), terminal_);
        else deaf_ = true;
        input_by_.reset();
        feed();
    }
    /// What the process does not take yet waits.
    void feed() {
        if (deaf_) to_process_.clear();
        while (input_ && !to_process_.empty()) {
            const ssize_t n = ::write(input_.get(), to_process_.data(), to_process_.size());
            if (n < 0 && errno == EINTR) continue;
            if (n < 0 && errno == EAGAIN) return;
            if (n < 0) {  // it reads no more
                deaf_ = true;
                to_process_.clear();
                input_.reset();
                return;
            }
            to_process_.erase(0, static_cast<std::size_t>(n));
        }
        if (client_ended_ && to_process_.empty() && !terminal_) input_.reset();
    }

    net::upgraded_connection client_;
    bool framed_;
    std::array<core::owned_fd, 2> sources_;
    core::owned_fd input_, input_by_;
    std::string to_client_, to_process_;
    std::function<std::string()> first_;
    int over_ = -1;
    std::optional<engine::detach_keys> keys_;
    bool terminal_ = false, deaf_ = false, client_ended_ = false, gone_ = false, left_ = false,
         alone_ = false;
};

}  // namespace slipway::docker_api::detail
