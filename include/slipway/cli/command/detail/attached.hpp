// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <csignal>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <termios.h>
#include <unistd.h>

#include <slipway/cli/command/detail/complain.hpp>
#include <slipway/cli/command/detail/stream_pump.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/engine/containers.hpp>
#include <slipway/runtime/descriptor_passing.hpp>

namespace slipway::cli::command::detail {

/// What of a container this program stands in front of.
struct attached_parts {
    bool in = true, out = true, err = true;
    bool signals = true;  ///< are passed on; otherwise they are this program's
};

/// This program stands in front of a container: what it reads, writes and gets as signals is the
/// container's.
class attached {
public:
    attached(engine::containers& all, const engine::container_record& which,
             const attached_parts& parts, detach_keys leave)
        : signals_(parts.signals ? std::vector<int>{SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1,
                                                    SIGUSR2, SIGWINCH}
                                 : std::vector<int>{SIGWINCH}),
          all_(all),
          which_(which),
          leave_(std::move(leave)),
          parts_(parts),
          reads_(parts.in && (which.spec.has_input || which.spec.terminal)) {
        out_ = core::make_pipe();
        err_ = core::make_pipe();
        if (which.spec.terminal || reads_) input_ = runtime::make_socket_pair();
    }

    runtime::attachment ends() const {
        return {parts_.out ? out_.write.get() : -1, parts_.err ? err_.write.get() : -1,
                input_.other.get()};
    }

    /// Gives the container's exit code; nothing where this program is to leave: the keys have said
    /// so, its terminal is no more, or it has been asked to end for the third time, by one that
    /// does not heed that.
    std::optional<int> follow() {
        out_.write.reset();
        err_.write.reset();
        input_.other.reset();
        stream_pump pump;
        pump.from(std::move(out_.read), std::move(err_.read));
        raw_terminal raw;
        core::owned_fd window;
        if (input_.one) {
            core::owned_fd to = runtime::receive_descriptor(input_.one.get());
            if (to && which_.spec.terminal) {
                window = core::owned_fd(::fcntl(to.get(), F_DUPFD_CLOEXEC, 3));
                fit_window(window.get());
                if (reads_) raw.begin();
                pump.may_detach(leave_);
            }
            if (to && reads_) pump.to(std::move(to), which_.spec.terminal);
        }
        const auto ending =
            pump.run(-1, &signals_, [&](int number) { return tell(number, window); });
        if (ending == stream_pump::ending::detached) return std::nullopt;
        return all_.wait(which_).exit_code;
    }

    /// That of this program, where it has left.
    int code_of_leaving() const { return left_by_; }

private:
    /// Whether this program stays.
    bool tell(int number, const core::owned_fd& window) {
        if (number == SIGWINCH) {
            if (window) fit_window(window.get());
            return true;
        }
        if ((number == SIGINT || number == SIGTERM) && ++asked_ == 3) {
            complain("container " + which_.name + " goes on: slipway rm -f " + which_.name +
                     " ends it");
            left_by_ = 1;  // as docker does
            return false;
        }
        try {
            all_.kill(which_, number);
        } catch (const status_error& e) {
            if (!e.is(core::reason::conflict)) throw;  // it has ended meanwhile
        }
        if (number != SIGHUP || !has_lost_its_terminal()) return true;
        left_by_ = 128 + SIGHUP;
        return false;
    }
    static bool has_lost_its_terminal() {
        termios any{};
        for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
            if (::tcgetattr(fd, &any) != 0 && errno == EIO) return true;
        return false;
    }

    caught_signals signals_;
    engine::containers& all_;
    const engine::container_record& which_;
    detach_keys leave_;
    attached_parts parts_;
    bool reads_;
    core::pipe_ends out_, err_;
    runtime::socket_ends input_;
    int asked_ = 0, left_by_ = 0;
};

/// The exit code for what could not be started, as for docker and shells: 127 where there is no
/// such program, 126 where it cannot be run.
inline int start_failure(const std::string& message) {
    if (message.find("executable file not found") != message.npos ||
        message.find("No such file") != message.npos)
        return 127;
    return message.starts_with("exec: ") ? 126 : 125;
}

}  // namespace slipway::cli::command::detail
