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

#include <sys/syscall.h>
#include <unistd.h>

#include <slipway/runtime/detail/launch.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::runtime::detail {

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
    exec_result wait(std::chrono::milliseconds limit) {
        return wait_by([&](auto& lock, auto over) { return changed_.wait_for(lock, limit, over); });
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
