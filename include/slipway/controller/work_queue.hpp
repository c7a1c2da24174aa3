// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include <slipway/core/clock.hpp>

namespace slipway::controller {

/// How long an item that keeps failing waits: `first`, twice that, four times, ... `most`.
struct back_off {
    std::chrono::nanoseconds first = std::chrono::milliseconds(5);
    std::chrono::nanoseconds most = std::chrono::seconds(1000);
};

/// Keys that wait to be worked on.
///
/// Guarantees: a key that is added twice before it is taken is given once; a key is never given to
/// two workers at a time; a key that is added while it is worked on is given again afterwards.
class work_queue {
public:
    explicit work_queue(core::time_source& time, back_off limits = {})
        : time_(time), limits_(limits) {}

    void add(const std::string& key) {
        std::lock_guard lock(mutex_);
        put(key);
    }
    /// Adds after `delay`; of several delays of one key the shortest counts.
    void add_after(const std::string& key, std::chrono::nanoseconds delay) {
        std::lock_guard lock(mutex_);
        if (delay <= std::chrono::nanoseconds::zero()) put(key);
        else wait_for(key, delay);
    }
    /// Adds after a delay that doubles with each call, until `forget`.
    void add_rate_limited(const std::string& key) {
        std::lock_guard lock(mutex_);
        wait_for(key, delay_of(failures_[key]++));
    }
    /// Ends the memory of failures of `key`.
    void forget(const std::string& key) {
        std::lock_guard lock(mutex_);
        failures_.erase(key);
    }
    int failures(const std::string& key) const {
        std::lock_guard lock(mutex_);
        const auto found = failures_.find(key);
        return found == failures_.end() ? 0 : found->second;
    }

    /// Waits for a key; the caller says `done` when it has worked on it. Nothing once `stop` is
    /// requested, or once the queue is shut down and empty.
    std::optional<std::string> get(std::stop_token stop = {}) {
        std::unique_lock lock(mutex_);
        while (!stop.stop_requested()) {
            ripen();
            if (!ready_.empty()) {
                std::string key = std::move(ready_.front());
                ready_.pop_front();
                waiting_.erase(key);
                working_.insert(key);
                return key;
            }
            if (closed_) return std::nullopt;
            const auto until =
                delayed_.empty() ? core::time_source::steady_time::max() : delayed_.begin()->first;
            time_.wait(lock, changed_, stop, until, [&] {
                return !ready_.empty() || closed_ ||
                       (!delayed_.empty() && delayed_.begin()->first < until);
            });
        }
        return std::nullopt;
    }
    void done(const std::string& key) {
        std::lock_guard lock(mutex_);
        working_.erase(key);
        if (again_.erase(key)) put(key);
    }

    /// Takes nothing more; what is ready is still given, what is delayed is dropped.
    void shut_down() {
        std::lock_guard lock(mutex_);
        closed_ = true;
        delayed_.clear();
        due_.clear();
        changed_.notify_all();
    }

    /// Keys that are ready.
    std::size_t size() const {
        std::lock_guard lock(mutex_);
        return ready_.size();
    }
    /// Whether no key is ready, delayed or worked on.
    bool idle() const {
        std::lock_guard lock(mutex_);
        return ready_.empty() && delayed_.empty() && working_.empty();
    }

private:
    using instant = core::time_source::steady_time;

    void put(const std::string& key) {
        if (closed_) return;
        if (working_.count(key)) {
            again_.insert(key);
        } else if (waiting_.insert(key).second) {
            ready_.push_back(key);
            changed_.notify_one();
        }
    }
    void wait_for(const std::string& key, std::chrono::nanoseconds delay) {
        if (closed_) return;
        const instant at = time_.now() + delay;
        const auto known = due_.find(key);
        if (known != due_.end()) {
            if (known->second->first <= at) return;
            delayed_.erase(known->second);
        }
        due_[key] = delayed_.emplace(at, key);
        changed_.notify_one();
    }
    void ripen() {
        const instant now = time_.now();
        while (!delayed_.empty() && delayed_.begin()->first <= now) {
            const std::string key = delayed_.begin()->second;
            delayed_.erase(delayed_.begin());
            due_.erase(key);
            put(key);
        }
    }
    std::chrono::nanoseconds delay_of(int failed) const {
        std::chrono::nanoseconds delay = limits_.first;
        for (; failed > 0 && delay < limits_.most; --failed) delay *= 2;
        return std::min(delay, limits_.most);
    }

    core::time_source& time_;
    back_off limits_;
    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    std::deque<std::string> ready_;
    std::unordered_set<std::string> waiting_;  ///< what `ready_` holds
    std::unordered_set<std::string> working_;
    std::unordered_set<std::string> again_;
    std::multimap<instant, std::string> delayed_;
    std::unordered_map<std::string, std::multimap<instant, std::string>::iterator> due_;
    std::unordered_map<std::string, int> failures_;
    bool closed_ = false;
};

}  // namespace slipway::controller
