// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>

#include <slipway/core/clock.hpp>

namespace slipway::controller {

/// One thread that runs tasks in order, now or later. Tasks do not throw.
class dispatcher {
public:
    using task = std::function<void()>;

    explicit dispatcher(core::time_source& time) : time_(time) {}
    ~dispatcher() { stop(); }

    void start() {
        thread_ = std::jthread([this](std::stop_token stop) { run(stop); });
    }
    /// Ends the thread after the task that it runs; what waits is dropped.
    void stop() {
        if (!thread_.joinable()) return;
        thread_.request_stop();
        thread_.join();
        std::lock_guard lock(mutex_);
        ready_.clear();
        later_.clear();
    }

    void post(task t) {
        std::lock_guard lock(mutex_);
        ready_.push_back(std::move(t));
        changed_.notify_one();
    }
    void post_after(std::chrono::nanoseconds delay, task t) {
        std::lock_guard lock(mutex_);
        later_.emplace(time_.now() + delay, std::move(t));
        changed_.notify_one();
    }

private:
    void run(std::stop_token stop) {
        std::unique_lock lock(mutex_);
        while (!stop.stop_requested()) {
            const auto now = time_.now();
            while (!later_.empty() && later_.begin()->first <= now) {
                ready_.push_back(std::move(later_.begin()->second));
                later_.erase(later_.begin());
            }
            if (ready_.empty()) {
                const auto until =
                    later_.empty() ? core::time_source::steady_time::max() : later_.begin()->first;
                time_.wait(lock, changed_, stop, until, [&] {
                    return !ready_.empty() || (!later_.empty() && later_.begin()->first < until);
                });
                continue;
            }
            std::deque<task> batch;
            batch.swap(ready_);
            lock.unlock();
            for (task& t : batch) {
                if (stop.stop_requested()) break;
                t();
                t = nullptr;
            }
            batch.clear();
            lock.lock();
        }
    }

    core::time_source& time_;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::deque<task> ready_;
    std::multimap<core::time_source::steady_time, task> later_;
    std::jthread thread_;
};

}  // namespace slipway::controller
