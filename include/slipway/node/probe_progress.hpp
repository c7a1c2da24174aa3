// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

#include <slipway/api/core_v1.hpp>
#include <slipway/core/clock.hpp>

namespace slipway::node {

/// What is known of one probe of one running container (Kubernetes API, `Probe`).
class probe_progress {
public:
    using instant = core::time_source::steady_time;

    /// `passing` is the state before the first result: liveness starts alive, readiness and
    /// start-up do not.
    probe_progress() = default;
    probe_progress(bool passing, instant started, const api::Probe& probe)
        : passing_(passing), due_(started + seconds(probe.initialDelaySeconds, 0)) {}

    /// Of a readiness probe: asks more often than `periodSeconds` until the first success.
    probe_progress& eagerly() {
        eager_ = true;
        return *this;
    }

    /// Whether it has just begun to ask.
    bool eager() const { return eager_ && failures_ < 7; }
    bool passing() const { return passing_; }
    instant due() const { return due_; }
    bool due_at(instant now) const { return now >= due_; }
    long failures() const { return failures_; }

    /// Takes in a result; true when `passing` changed by it.
    bool record(bool success, instant now, const api::Probe& probe) {
        due_ = now + seconds(probe.periodSeconds, 10);
        // Not ready yet: sooner, so that it is known soon (Kubernetes API, `Probe.periodSeconds` of
        // readiness probes).
        if (eager_ && !passing_ && !success)
            due_ = std::min(due_,
                            now + std::chrono::milliseconds(20) * (1L << std::min(failures_, 10L)));
        if (success) {
            failures_ = 0;
            ++successes_;
        } else {
            successes_ = 0;
            ++failures_;
        }
        const bool before = passing_;
        if (success && successes_ >= at_least_one(probe.successThreshold, 1)) {
            passing_ = true;
            eager_ = false;
        }
        if (!success && failures_ >= at_least_one(probe.failureThreshold, 3)) passing_ = false;
        return passing_ != before;
    }
    /// Whether the failures have reached the threshold.
    bool failed(const api::Probe& probe) const {
        return failures_ >= at_least_one(probe.failureThreshold, 3);
    }

    static std::chrono::milliseconds timeout(const api::Probe& probe) {
        return std::chrono::seconds(at_least_one(probe.timeoutSeconds, 1));
    }

private:
    static std::chrono::seconds seconds(const core::optional<long>& set, long otherwise) {
        return std::chrono::seconds(set.value_or(otherwise));
    }
    static long at_least_one(const core::optional<long>& set, long otherwise) {
        const long value = set.value_or(otherwise);
        return value < 1 ? 1 : value;
    }

    bool passing_ = false;
    bool eager_ = false;
    long successes_ = 0;
    long failures_ = 0;
    instant due_{};
};

}  // namespace slipway::node
