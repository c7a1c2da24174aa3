// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>

#include <slipway/core/clock.hpp>
#include <slipway/node/probe_progress.hpp>

namespace slipway::node {

/// How a container ended.
struct termination {
    long exit_code = 0;
    long signal = 0;
    std::string reason{};  ///< `Completed`, `Error`, `OOMKilled`, ...
    std::string message{};
    core::time_source::wall_time started{};
    core::time_source::wall_time finished{};
    std::string container_id{};
};

/// What the node knows of one container of a pod, over all its restarts.
struct container_record {
    enum class state { waiting, running, terminated };

    state now = state::waiting;
    /// why it waits: `ContainerCreating`, `CrashLoopBackOff`, `ErrImagePull`, ...
    std::string reason{};
    std::string message{};
    core::time_source::wall_time started_at{};
    std::optional<termination> ended{};  ///< while terminated
    std::optional<termination> last{};   ///< of the instance before
    long restarts = 0;
    long attempt = -1;  ///< of the newest instance
    std::string key{};  ///< of the newest instance in the runtime; empty before the first
    std::string image_id{};
    std::chrono::nanoseconds back_off{0};       ///< before it is started again
    std::chrono::nanoseconds pull_back_off{0};  ///< before its image is asked for again
    core::time_source::steady_time retry_at{};
    core::time_source::steady_time running_since{};
    probe_progress startup{}, readiness{}, liveness{};
    bool started = false;  ///< the start-up probe has passed, or there is none
    bool ready = false;

    bool was_started() const { return attempt >= 0; }
};

/// What the node knows of one pod.
struct pod_record {
    std::string uid{};
    std::string sandbox{};  ///< its key in the runtime; empty before it is made
    std::string ip{};
    core::time_source::wall_time start_time{};
    std::map<std::string, container_record> containers{};
    std::map<std::string, container_record> init_containers{};
    bool initialized = false;
    bool killed = false;
    /// The pod failed as a whole (evicted, past its deadline): reason and message of its status.
    std::string failed_reason{}, failed_message{};
};

}  // namespace slipway::node
