// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>

#include <slipway/cli/command/detail/detach_keys.hpp>
#include <slipway/core/owned_fd.hpp>

namespace slipway::cli::command::detail {

/// Blocks the signals that a program in front of a container passes on, and gives them to whoever
/// reads them, as long as it lives. To be made before there are threads.
class caught_signals {
public:
    explicit caught_signals(std::initializer_list<int> numbers)
        : caught_signals(std::vector<int>(numbers)) {}
    explicit caught_signals(const std::vector<int>& numbers) {
        sigemptyset(&set_);
        for (const int n : numbers) sigaddset(&set_, n);
        sigset_t all = set_;
        sigaddset(&all, SIGPIPE);  // who does not read any more is told by write(2)
        ::pthread_sigmask(SIG_BLOCK, &all, &before_);
        fd_ = core::owned_fd(::signalfd(-1, &set_, SFD_CLOEXEC | SFD_NONBLOCK));
        if (!fd_) core::fail_with_errno("cannot wait for signals");
    }
    caught_signals(const caught_signals&) = delete;
    ~caught_signals() {
        while (next()) {
        }
        ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }
    int fd() const { return fd_.get(); }
    /// 0: none has come.
    int next() const {
        signalfd_siginfo info{};
        return ::read(fd_.get(), &info, sizeof info) == sizeof info
                   ? static_cast<int>(info.ssi_signo)
                   : 0;
    }

private:
    sigset_t set_, before_;
    core::owned_fd fd_;
};

/// Nobody reads what this program writes: it ends as others do, where SIGPIPE is blocked, too.
[[noreturn]] inline void end_by_broken_pipe() {
    sigset_t broken;
    sigemptyset(&broken);
    sigaddset(&broken, SIGPIPE);
    ::signal(SIGPIPE, SIG_DFL);
    ::pthread_sigmask(SIG_UNBLOCK, &broken, nullptr);
    ::raise(SIGPIPE);
    ::_exit(128 + SIGPIPE);
}
/// What was printed is seen; to be used where signals are caught.
inline void show_printed() {
    if (std::fflush(stdout) != 0 && errno == EPIPE) end_by_broken_pipe();
}

/// This program's terminal, which passes every key on between `begin` and `end`; this ends it, too.
class raw_terminal {
public:
    raw_terminal() = default;
    raw_terminal(const raw_terminal&) = delete;
    ~raw_terminal() { end(); }
    void begin() {
        if (there_ || ::tcgetattr(STDIN_FILENO, &before_) != 0) return;
        there_ = true;
        termios raw = before_;
        ::cfmakeraw(&raw);
        ::tcsetattr(STDIN_FILENO, TCSANOW, &raw);
    }
    void end() {
        if (there_) ::tcsetattr(STDIN_FILENO, TCSANOW, &before_);
        there_ = false;
    }

private:
    termios before_{};
    bool there_ = false;
};

/// Gives a terminal the size of this program's.
inline void fit_window(int terminal) {
    winsize size{};
    for (const int own : {STDOUT_FILENO, STDIN_FILENO})
        if (::ioctl(own, TIOCGWINSZ, &size) == 0) {
            ::ioctl(terminal, TIOCSWINSZ, &size);
            return;
        }
}

/// Passes on what this program reads to a process elsewhere, and what that one writes to this
/// program's streams.
class stream_pump {
public:
    enum class ending { over, detached };

    /// Where the process' input goes, when it is known; -1: it has none. A terminal's is its output
    /// too.
    void to(core::owned_fd input, bool terminal) {
        input_ = std::move(input);
        terminal_ = terminal;
        ::fcntl(input_.get(), F_SETFL, ::fcntl(input_.get(), F_GETFL) | O_NONBLOCK);
    }
    void from(core::owned_fd out, core::owned_fd err) {
        sources_[0] = std::move(out);
        sources_[1] = std::move(err);
    }
    /// These keys leave a terminal, and all goes on.
    void may_detach(detach_keys by) { leave_ = std::move(by); }

    /// Until all has been read, or `over` can be read and nothing more has come. `signals` are told
    /// to `told`, which says whether this program stays.
    ending run(int over, const caught_signals* signals, const std::function<bool(int)>& told) {
        bool last = false;
        while (sources_[0] || sources_[1] || over >= 0) {
            std::array<pollfd, 6> all{
                {{reads_ && input_ && waiting_.size() < most ? STDIN_FILENO : -1, POLLIN, 0},
                 {waiting_.empty() ? -1 : input_.get(), POLLOUT, 0},
                 {sources_[0].get(), POLLIN, 0},
                 {sources_[1].get(), POLLIN, 0},
                 {signals ? signals->fd() : -1, POLLIN, 0},
                 {last ? -1 : over, POLLIN, 0}}};
            const int n = ::poll(all.data(), all.size(), last ? 0 : -1);
            if (n < 0 && errno != EINTR) core::fail_with_errno("cannot wait for streams");
            if (last && n == 0) return ending::over;
            if (n <= 0) continue;
            if (all[0].revents && !read_input()) return ending::detached;
            if (all[1].revents) write_input();
            if (all[2].revents) pass_on(sources_[0], STDOUT_FILENO);
            if (all[3].revents) pass_on(sources_[1], STDERR_FILENO);
            if (all[4].revents)
                while (const int number = signals->next())
                    if (!told(number)) return ending::detached;
            if (all[5].revents) last = true;
        }
        return ending::over;
    }

private:
    static constexpr std::size_t most = 64 * 1024;

    /// False where the keys say that this program is to leave.
    bool read_input() {
        char bytes[16 * 1024];
        const ssize_t n = ::read(STDIN_FILENO, bytes, sizeof bytes);
        if (n < 0 && errno == EINTR) return true;
        if (n <= 0) {
            reads_ = false;
            if (!terminal_ && waiting_.empty()) input_.reset();  // the end of its input
            return true;
        }
        bool leaves = false;
        if (terminal_ && leave_)
            leaves = leave_->pass({bytes, static_cast<std::size_t>(n)}, waiting_);
        else waiting_.append(bytes, static_cast<std::size_t>(n));
        write_input();
        return !leaves;
    }
    void write_input() {
        while (!waiting_.empty()) {
            const ssize_t n = ::write(input_.get(), waiting_.data(), waiting_.size());
            if (n < 0 && errno == EINTR) continue;
            if (n < 0 && errno == EAGAIN) return;
            if (n < 0) {  // nobody reads it
                waiting_.clear();
                reads_ = false;
                if (!terminal_) input_.reset();
                return;
            }
            waiting_.erase(0, static_cast<std::size_t>(n));
        }
        if (!reads_ && !terminal_) input_.reset();
    }
    static void pass_on(core::owned_fd& from, int to) {
        char bytes[16 * 1024];
        const ssize_t n = ::read(from.get(), bytes, sizeof bytes);
        if (n < 0 && (errno == EINTR || errno == EAGAIN)) return;
        if (n <= 0) return from.reset();  // the end; of a terminal EIO
        for (std::string_view rest(bytes, static_cast<std::size_t>(n)); !rest.empty();) {
            const ssize_t written = ::write(to, rest.data(), rest.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0)
                end_by_broken_pipe();  // that nobody reads its process' input is no reason
            rest.remove_prefix(static_cast<std::size_t>(written));
        }
    }

    core::owned_fd input_;
    std::array<core::owned_fd, 2> sources_;
    std::string waiting_;
    std::optional<detach_keys> leave_;
    bool terminal_ = false, reads_ = true;
};

}  // namespace slipway::cli::command::detail
