// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdint>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>

#include <slipway/core/status.hpp>
#include <slipway/core/subscription.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::runtime::detail {

/// Kills a container of `R` that has run for so long, each time it is started (Podman,
/// `--timeout`).
template <class R>
class run_limit {
public:
    run_limit(R& runtime, std::string key, std::chrono::nanoseconds limit)
        : runtime_(runtime),
          key_(std::move(key)),
          limit_(std::min<std::chrono::nanoseconds>(limit, longest)),
          hears_(runtime.subscribe([this](const event& e) { hear(e); })),
          thread_([this](std::stop_token stop) { run(stop); }) {}
    run_limit(const run_limit&) = delete;

private:
    static constexpr std::chrono::hours longest{24 * 365 * 100};  // clocks count so far

    void hear(const event& e) {
        if (e.container != key_ || (e.kind != event_kind::started && e.kind != event_kind::exited))
            return;
        std::lock_guard lock(mutex_);
        running_ = e.kind == event_kind::started;
        ++runs_;
        changed_.notify_all();
    }
    void run(std::stop_token stop) {
        std::unique_lock lock(mutex_);
        while (changed_.wait(lock, stop, [&] { return running_; })) {
            const auto this_run = runs_;
            const auto over = [&] { return runs_ != this_run; };
            if (changed_.wait_for(lock, stop, limit_, over)) continue;
            if (stop.stop_requested()) return;
            lock.unlock();
            end();
            lock.lock();
            changed_.wait(lock, stop, over);
        }
    }
    void end() {
        try {
            runtime_.signal(key_, SIGKILL);
        } catch (const status_error&) {  // it has gone
        }
    }

    R& runtime_;
    const std::string key_;
    const std::chrono::nanoseconds limit_;
    std::mutex mutex_;  // guards what follows
    std::condition_variable_any changed_;
    bool running_ = false;
    std::uint64_t runs_ = 0;
    core::subscription hears_;
    std::jthread thread_;  // the last member: it uses the others
};

}  // namespace slipway::runtime::detail
