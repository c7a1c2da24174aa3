// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>

#include <slipway/core/clock.hpp>

namespace support {

/// Time that passes when a test says so, from the moment at which `memory_api` creates its objects.
class manual_time final : public slipway::core::time_source {
public:
    wall_time wall() override {
        return slipway::core::parse_rfc3339("2026-01-01T00:00:00Z") + now().time_since_epoch();
    }
    steady_time now() override {
        std::lock_guard lock(mutex_);
        return now_;
    }
    /// Those who wait have a lock and a condition of their own, of which `pass` knows nothing: they
    /// look at the clock again and again.
    bool wait(std::unique_lock<std::mutex>& lock, std::condition_variable_any& changed,
              std::stop_token stop, steady_time until,
              const std::function<bool()>& ready) override {
        if (until == steady_time::max()) return changed.wait(lock, stop, ready);
        const sleeper one(sleepers_);
        while (!stop.stop_requested() && now() < until)
            if (changed.wait_for(lock, stop, std::chrono::milliseconds(2), ready)) return true;
        return ready();
    }

    /// How many wait until some moment: who has been woken, and counts here again, has done what
    /// was due.
    int sleepers() const { return sleepers_; }

    void pass(duration d) {
        std::lock_guard lock(mutex_);
        now_ += d;
    }
    /// The date as objects have it, some time ago or ahead.
    std::string date(duration ahead = {}) { return slipway::core::rfc3339(wall() + ahead); }

private:
    struct sleeper {
        explicit sleeper(std::atomic<int>& all) : all_(all) { ++all_; }
        ~sleeper() { --all_; }
        sleeper(const sleeper&) = delete;
        sleeper& operator=(const sleeper&) = delete;
        std::atomic<int>& all_;
    };

    std::atomic<int> sleepers_ = 0;
    std::mutex mutex_;
    steady_time now_{};
};

}  // namespace support
