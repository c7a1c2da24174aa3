// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace slipway::core {

/// Where time comes from. The real one is `system_time`; a simulator gives its own.
class time_source {
public:
    using duration = std::chrono::nanoseconds;
    using wall_time = std::chrono::time_point<std::chrono::system_clock, duration>;
    using steady_time = std::chrono::time_point<std::chrono::steady_clock, duration>;

    virtual ~time_source() = default;
    /// The date, for time stamps.
    virtual wall_time wall() = 0;
    /// For measuring and waiting; never goes back.
    virtual steady_time now() = 0;
    /// Waits on `changed` until `ready()` holds, `until` is reached or `stop` is requested; gives
    /// `ready()`. `lock` is held on entry and on return.
    virtual bool wait(std::unique_lock<std::mutex>& lock, std::condition_variable_any& changed,
                      std::stop_token stop, steady_time until,
                      const std::function<bool()>& ready) = 0;
};

/// The date by this machine's clock, for what is no part of a simulation.
inline time_source::wall_time wall_now() {
    return std::chrono::time_point_cast<time_source::duration>(std::chrono::system_clock::now());
}

class system_time final : public time_source {
public:
    wall_time wall() override { return wall_now(); }
    steady_time now() override {
        return std::chrono::time_point_cast<duration>(std::chrono::steady_clock::now());
    }
    bool wait(std::unique_lock<std::mutex>& lock, std::condition_variable_any& changed,
              std::stop_token stop, steady_time until,
              const std::function<bool()>& ready) override {
        if (until == steady_time::max()) return changed.wait(lock, stop, ready);
        return changed.wait_until(lock, stop, until, ready);
    }
};

/// RFC 3339 in UTC with whole seconds (`2026-01-31T12:00:00Z`): `metav1.Time`.
std::string rfc3339(time_source::wall_time t);
/// RFC 3339 in UTC with microseconds: `metav1.MicroTime`.
std::string rfc3339_micro(time_source::wall_time t);
/// The inverse of both. Throws `std::invalid_argument` for anything else.
time_source::wall_time parse_rfc3339(const std::string& s);
/// Seconds since 1970, with a fraction or without (`1769860800.25`, of which nine digits count);
/// nothing for anything else, and beyond the year 2255.
std::optional<time_source::wall_time> parse_unix_time(std::string_view s);

}  // namespace slipway::core

#include <slipway/core/detail/rfc3339.hpp>
