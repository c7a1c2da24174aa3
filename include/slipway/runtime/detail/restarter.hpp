// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>

#include <slipway/runtime/upkeep.hpp>

namespace slipway::runtime::detail {

/// How long to wait until a container is started again: 100 ms, twice that each time, at most a
/// minute; and from the beginning for one that has run for 10 s (Docker, restartmanager).
class restart_pauses {
public:
    std::chrono::milliseconds after(std::chrono::nanoseconds ran) {
        pause_ = ran >= std::chrono::seconds(10)
                     ? first
                     : std::min<std::chrono::milliseconds>(next_, std::chrono::minutes(1));
        next_ = pause_ * 2;
        return pause_;
    }

private:
    static constexpr std::chrono::milliseconds first{100};
    std::chrono::milliseconds pause_{}, next_ = first;
};

/// Starts a container of `R` again when it has ended, as its policy says then, until somebody stops
/// it.
template <class R>
class restarter {
public:
    /// Calls `gives_up` when it could not be started again.
    restarter(R& runtime, std::string key, const upkeep& how, std::function<void()> gives_up)
        : runtime_(runtime),
          key_(std::move(key)),
          gives_up_(std::move(gives_up)),
          policy_(how.restart),
          most_(how.most_restarts),
          thread_([this](std::stop_token stop) { run(stop); }) {}
    restarter(const restarter&) = delete;

    /// It is not started again from now on.
    void leave() {
        std::lock_guard lock(mutex_);
        left_ = true;
        changed_.notify_all();
    }
    /// Another policy from now on. One that has ended for good by the one before stays so.
    void follow(restart_policy policy, std::uint32_t most) {
        std::lock_guard lock(mutex_);
        policy_ = policy;
        most_ = most;
        changed_.notify_all();
    }
    /// The container's, with what is known here.
    std::optional<container_status> status() const {
        std::lock_guard lock(mutex_);
        auto made = runtime_.container(key_);
        if (made) made->restarts = restarts_, made->restarting = wants(*made);
        return made;
    }

private:
    /// With the lock held. One that could not be started tells why, and would not be the next time.
    bool wants(const container_status& s) const {
        if (left_ || s.state != container_state::exited || !s.message.empty()) return false;
        if (policy_ == restart_policy::on_failure)
            return s.exit_code != 0 && (most_ == 0 || restarts_ < most_);
        return policy_ != restart_policy::no;
    }
    void run(std::stop_token stop) {
        restart_pauses pauses;
        try {
            while (again(runtime_.wait(key_, stop), pauses, stop)) {
            }
            return;
        } catch (const std::exception&) {
            // It has gone, or cannot be started any more: its status tells which.
        }
        leave();
        gives_up_();
    }
    bool again(const container_status& last, restart_pauses& pauses, std::stop_token stop) {
        std::unique_lock lock(mutex_);
        const auto over = [&] { return !wants(last); };
        if (!over())
            changed_.wait_for(lock, stop, pauses.after(last.finished - last.started), over);
        if (stop.stop_requested()) return false;
        if (over()) {
            left_ = true;
            return false;
        }
        ++restarts_;
        runtime_.restart_container(
            key_);  // with the lock held: who makes it leave, stops what is there afterwards
        return true;
    }

    R& runtime_;
    const std::string key_;
    const std::function<void()> gives_up_;
    mutable std::mutex mutex_;
    restart_policy policy_;
    std::uint32_t most_;
    std::condition_variable_any changed_;
    bool left_ = false;
    std::uint32_t restarts_ = 0;
    std::jthread thread_;  // the last member: it uses the others
};

}  // namespace slipway::runtime::detail
