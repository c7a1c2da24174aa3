// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include <sys/syscall.h>
#include <unistd.h>

#include <slipway/runtime/detail/launch.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::runtime::detail {

/// What waitpid(2) said, as shells tell it.
inline int exit_code_of(int status) {
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

inline owned_fd copy_of(int fd) {
    owned_fd made(::fcntl(fd, F_DUPFD_CLOEXEC, 3));
    if (!made) fail_with_errno("cannot keep a descriptor");
    return made;
}

/// A command beside a container's own, as if it were another container.
inline container_spec beside_a_container(container_spec spec, const exec_spec& asked) {
    spec.command = asked.command;
    spec.terminal = asked.terminal;
    spec.init = false;
    for (const auto& one : asked.env) {
        std::erase_if(spec.env, [&](const auto& known) { return known.first == one.first; });
        spec.env.push_back(one);
    }
    if (!asked.working_dir.empty()) spec.working_dir = asked.working_dir;
    if (!asked.user.empty()) spec.user = asked.user;
    return spec;
}

/// A command beside a container's own, until it has ended.
class execution {
public:
    /// What it wrote: the first MiB of each stream is kept.
    void take(output stream, std::string_view s) {
        constexpr std::size_t most = 1 << 20;
        std::lock_guard lock(mutex_);
        std::string& to = stream == output::out ? result_.out : result_.err;
        to.append(s.substr(0, most - std::min(most, to.size())));
    }
    void end(int exit_code) {
        std::lock_guard lock(mutex_);
        result_.exit_code = exit_code;
        over_ = true;
        changed_.notify_all();
    }
    /// To its end, or until the time is over or `stop` is requested: then it is killed.
    exec_result wait(std::chrono::milliseconds limit, std::stop_token stop) {
        return wait_by(
            [&](auto& lock, auto over) { return changed_.wait_for(lock, stop, limit, over); });
    }
    exec_result wait(std::stop_token stop) {
        return wait_by([&](auto& lock, auto over) { return changed_.wait(lock, stop, over); });
    }

    started_process process;

private:
    template <class Wait>
    exec_result wait_by(Wait wait) {
        const auto over = [&] { return over_; };
        std::unique_lock lock(mutex_);
        if (!wait(lock, over)) {
            ::syscall(SYS_pidfd_send_signal, process.pidfd.get(), SIGKILL, nullptr, 0U);
            changed_.wait(lock, over);
            result_.timed_out = true;
        }
        return result_;
    }

    std::mutex mutex_;
    std::condition_variable_any changed_;
    exec_result result_;
    bool over_ = false;
};

}  // namespace slipway::runtime::detail
