// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>

#include <slipway/core/subscription.hpp>
#include <slipway/engine/containers.hpp>
#include <slipway/engine/past_events.hpp>

namespace slipway::docker_api::detail {

using engine::any_event;
using engine::time_of;

/// What has happened to containers and networks, for whoever waits for it: each reader has a place
/// of its own.
class event_hub {
public:
    explicit event_hub(engine::containers& all)
        : telling_(all.subscribe([this](const engine::container_event& e) { take(e); },
                                 [this](const engine::network_event& e) { take(e); })) {}

    /// Behind all that has happened so far.
    std::uint64_t now() {
        std::lock_guard lock(mutex_);
        return first_ + events_.size();
    }
    /// Behind what happened before that moment, as far as it is remembered.
    std::uint64_t since(runtime::wall_time t) {
        std::lock_guard lock(mutex_);
        std::uint64_t at = first_;
        for (const any_event& e : events_)
            if (time_of(e) < t) ++at;
        return at;
    }
    /// The event at that place, which is moved on. Waits for one; nothing at the end of the time,
    /// or where `stop` asks for it. Who is more than `most` behind misses some.
    std::optional<any_event> next(std::uint64_t& at, const std::stop_token& stop,
                                  std::chrono::milliseconds within) {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, stop, within, [&] { return at < first_ + events_.size(); });
        if (at < first_) at = first_;
        if (at >= first_ + events_.size() || stop.stop_requested()) return std::nullopt;
        return events_[static_cast<std::size_t>(at++ - first_)];
    }

private:
    static constexpr std::size_t most = 4096;

    void take(const any_event& e) {
        std::lock_guard lock(mutex_);
        events_.push_back(e);
        if (events_.size() > most) events_.pop_front(), ++first_;
        changed_.notify_all();
    }

    std::mutex mutex_;  // guards what follows
    std::condition_variable_any changed_;
    std::deque<any_event> events_;
    std::uint64_t first_ = 0;  ///< the place of the first of `events_`
    core::subscription telling_;
};

}  // namespace slipway::docker_api::detail
