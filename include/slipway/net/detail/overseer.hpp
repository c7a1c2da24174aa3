// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

namespace slipway::net::detail {

/// Ends blocking calls whose time is over, or that somebody else wants to end. One thread, from the
/// first call on.
class overseer {
public:
    using clock = std::chrono::steady_clock;

    /// A call that runs on another thread. `interrupt` does not wait; it is called again until the
    /// call has left.
    struct call {
        std::function<void()> interrupt{};
        clock::time_point deadline = clock::time_point::max();
        bool stopped = false;
        bool late = false;
    };

    /// Watches over a call as long as this lives.
    class watching {
    public:
        watching(overseer& by, call& c, std::stop_token stop) : by_(by), call_(c) {
            by_.enter(c);
            on_stop_.emplace(std::move(stop), stopping{this});
        }
        watching(const watching&) = delete;
        ~watching() {
            on_stop_.reset();
            by_.leave(call_);
        }
        void no_deadline() {
            std::lock_guard lock(by_.mutex_);
            call_.deadline = clock::time_point::max();
        }

    private:
        struct stopping {
            watching* self;
            void operator()() const { self->by_.stop(self->call_); }
        };
        overseer& by_;
        call& call_;
        std::optional<std::stop_callback<stopping>> on_stop_;
    };

private:
    void enter(call& c) {
        std::lock_guard lock(mutex_);
        calls_.push_back(&c);
        if (!thread_.joinable())
            thread_ = std::jthread([this](std::stop_token stop) { run(stop); });
        if (c.deadline < next_) wake();
    }
    void leave(call& c) {
        std::lock_guard lock(mutex_);
        calls_.erase(std::find(calls_.begin(), calls_.end(), &c));
    }
    void stop(call& c) {
        std::lock_guard lock(mutex_);
        c.stopped = true;
        wake();
    }
    void wake() {
        woken_ = true;
        changed_.notify_all();
    }

    void run(const std::stop_token& stop) {
        std::unique_lock lock(mutex_);
        while (!stop.stop_requested()) {
            const auto now = clock::now();
            next_ = now + std::chrono::hours(1);
            for (call* c : calls_) {
                if (now >= c->deadline) c->late = true;
                if (c->stopped || c->late) c->interrupt();
                next_ = std::min(next_, c->stopped || c->late ? now + std::chrono::milliseconds(10)
                                                              : c->deadline);
            }
            woken_ = false;
            changed_.wait_until(lock, stop, next_, [this] { return woken_; });
        }
    }

    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::vector<call*> calls_;
    clock::time_point next_ = clock::time_point::max();
    bool woken_ = false;
    std::jthread thread_;  // the last member: it uses the others
};

}  // namespace slipway::net::detail
