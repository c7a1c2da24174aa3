// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <slipway/core/clock.hpp>
#include <slipway/core/subscription.hpp>
#include <slipway/oci/image_config.hpp>
#include <slipway/runtime/upkeep.hpp>

namespace slipway::runtime::detail {

/// What is run in a container to check it; nothing where it is not to be checked.
inline std::vector<std::string> probe_command(const oci::healthcheck& h,
                                              const oci::image_config& image) {
    if (h.test.size() < 2) return {};
    if (h.test.front() == "CMD") return {h.test.begin() + 1, h.test.end()};
    if (h.test.front() != "CMD-SHELL") return {};
    std::vector<std::string> made =
        image.shell.empty() ? std::vector<std::string>{"/bin/sh", "-c"} : image.shell;
    made.push_back(h.test[1]);
    return made;
}

/// What the results of checks mean (Docker, HEALTHCHECK): one that is good is enough, `retries` bad
/// ones in a row are bad, and those of the start period count only when there was a good one
/// before.
class health_verdict {
public:
    explicit health_verdict(std::uint32_t retries) : retries_(retries ? retries : 3) {}

    const health_report& report() const { return report_; }
    /// The container has been started.
    void begin() {
        report_.status = container_health::starting;
        report_.failing = 0;
    }
    /// True where the status is another now.
    bool take(probe_result one, bool in_start_period) {
        const container_health before = report_.status;
        if (one.exit_code == 0) {
            report_.failing = 0;
            report_.status = container_health::healthy;
        } else if (before != container_health::starting || !in_start_period) {
            if (++report_.failing >= retries_) report_.status = container_health::unhealthy;
        }
        if (report_.results.size() == most_results) report_.results.erase(report_.results.begin());
        report_.results.push_back(std::move(one));
        return report_.status != before;
    }

private:
    static constexpr std::size_t most_results = 5;

    std::uint32_t retries_;
    health_report report_{container_health::starting, 0, {}};
};

/// Checks a container of `R` while it runs.
template <class R>
class health_checks {
public:
    health_checks(R& runtime, std::string sandbox, std::string key, const oci::healthcheck& how,
                  std::vector<std::string> command)
        : runtime_(runtime),
          sandbox_(std::move(sandbox)),
          key_(std::move(key)),
          command_(std::move(command)),
          interval_(or_else(how.interval, std::chrono::seconds(30))),
          limit_(or_else(how.timeout, std::chrono::seconds(30))),
          start_period_(or_else(how.start_period, {})),
          start_interval_(or_else(how.start_interval, std::chrono::seconds(5))),
          verdict_(how.retries),
          hears_(runtime.subscribe([this](const event& e) { hear(e); })),
          thread_([this](std::stop_token stop) { run(stop); }) {}
    health_checks(const health_checks&) = delete;

    health_report report() const {
        std::lock_guard lock(mutex_);
        return verdict_.report();
    }

private:
    using clock = std::chrono::steady_clock;
    using milliseconds = std::chrono::milliseconds;

    /// Images may say what they want: not all the time, and nothing that clocks cannot count.
    static milliseconds or_else(std::chrono::nanoseconds said, milliseconds otherwise) {
        if (said.count() <= 0) return otherwise;
        return std::clamp<milliseconds>(
            std::chrono::ceil<milliseconds>(std::min<std::chrono::nanoseconds>(said, longest)),
            milliseconds(1), longest);
    }
    static constexpr std::chrono::hours longest{24 * 365};

    void hear(const event& e) {
        if (e.container != key_ || (e.kind != event_kind::started && e.kind != event_kind::exited))
            return;
        std::lock_guard lock(mutex_);
        running_ = e.kind == event_kind::started;
        if (running_) ++runs_, verdict_.begin();
        changed_.notify_all();
    }
    void run(std::stop_token stop) {
        std::unique_lock lock(mutex_);
        while (changed_.wait(lock, stop, [&] { return running_; })) {
            const auto this_run = runs_;
            const auto over = [&] { return !running_ || runs_ != this_run; };
            const auto began = clock::now();
            const auto starts = [&] { return clock::now() - began < start_period_; };
            while (!stop.stop_requested() && !over()) {
                const bool soon =
                    starts() && verdict_.report().status == container_health::starting;
                if (changed_.wait_for(lock, stop,
                                      soon ? std::min(start_interval_, interval_) : interval_,
                                      over) ||
                    stop.stop_requested())
                    break;
                lock.unlock();
                auto result = probe(stop);
                lock.lock();
                if (stop.stop_requested()) return;  // that has cut it short
                if (!result || over() || !verdict_.take(*std::move(result), starts())) continue;
                runtime_.tell({event_kind::checked, key_, sandbox_, 0, verdict_.report().status});
            }
            if (stop.stop_requested()) return;
        }
    }
    /// Nothing where the container has ended meanwhile.
    std::optional<probe_result> probe(std::stop_token stop) {
        probe_result made;
        made.start = core::wall_now();
        try {
            exec_result said = runtime_.exec(key_, command_, limit_, stop);
            made.exit_code = said.timed_out ? -1 : said.exit_code;
            made.output = said.timed_out ? "the check took longer than " +
                                               std::to_string(limit_.count()) + " ms"
                                         : std::move(said.out) + said.err;
        } catch (const status_error& e) {
            if (e.is(core::reason::conflict) || e.is(core::reason::not_found)) return std::nullopt;
            made.exit_code = -1;
            made.output = e.message();
        }
        made.end = core::wall_now();
        if (made.output.size() > most_output) made.output = made.output.substr(0, most_output);
        return made;
    }

    static constexpr std::size_t most_output = 4096;

    R& runtime_;
    const std::string sandbox_, key_;
    const std::vector<std::string> command_;
    const milliseconds interval_, limit_, start_period_, start_interval_;
    mutable std::mutex mutex_;  // guards what follows
    std::condition_variable_any changed_;
    bool running_ = false;
    std::uint64_t runs_ = 0;
    health_verdict verdict_;
    core::subscription hears_;
    std::jthread thread_;  // the last member: it uses the others
};

}  // namespace slipway::runtime::detail
