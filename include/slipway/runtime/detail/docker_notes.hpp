// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <stop_token>
#include <string>
#include <utility>

#include <slipway/runtime/detail/event_hub.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::runtime::detail {

/// What is known of the starts and ends of containers, from wherever it is known first: each is
/// told once.
class docker_notes {
public:
    explicit docker_notes(event_hub& hub) : hub_(hub) {}

    /// `id`: the daemon's. One that is told of its end while nothing is known of its start has been
    /// started, too.
    void started(const std::string& id, const std::string& key, const std::string& sandbox) {
        const std::lock_guard lock(mutex_);
        start(id, key, sandbox);
    }
    void ended(const std::string& id, const std::string& key, const std::string& sandbox,
               int exit_code) {
        {
            const std::lock_guard lock(mutex_);
            start(id, key, sandbox);
            if (std::exchange(known_[id].ended, true)) return;
            ++ends_;
            hub_.tell({event_kind::exited, key, sandbox, exit_code});
        }
        changed_.notify_all();
    }
    /// Nothing is to be told of what it has done so far.
    void old(const std::string& id, container_state state) {
        const std::lock_guard lock(mutex_);
        known_[id] = {.started = state != container_state::created,
                      .ended = state == container_state::exited};
    }
    /// We have removed it: what is still said of it is old.
    void removed(const std::string& id) { forget(id, &known::removed); }
    /// The daemon has said the last of it.
    void gone(const std::string& id) { forget(id, &known::gone); }
    /// Until something has ended, or the time is over, or `stop`.
    void wait(std::chrono::milliseconds time, const std::stop_token& stop) {
        std::unique_lock lock(mutex_);
        const auto before = ends_;
        changed_.wait_for(lock, stop, time, [&] { return ends_ != before; });
    }

private:
    struct known {
        bool started = false, ended = false, removed = false, gone = false;
    };
    void forget(const std::string& id, bool known::* how) {
        {
            const std::lock_guard lock(mutex_);
            known& k = known_[id];
            k.*how = k.started = k.ended = true;
            if (k.removed && k.gone) known_.erase(id);
            ++ends_;
        }
        changed_.notify_all();
    }
    void start(const std::string& id, const std::string& key, const std::string& sandbox) {
        if (!std::exchange(known_[id].started, true))
            hub_.tell({event_kind::started, key, sandbox, 0});
    }

    event_hub& hub_;
    std::mutex mutex_;  // guards what follows
    std::condition_variable_any changed_;
    std::map<std::string, known> known_;  ///< by the daemon's ids
    unsigned long ends_ = 0;
};

}  // namespace slipway::runtime::detail
