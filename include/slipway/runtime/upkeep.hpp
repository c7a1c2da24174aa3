// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <slipway/oci/healthcheck.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::runtime {

/// When a container that has ended is started again (Docker, "Restart policies").
enum class restart_policy {
    no,
    on_failure,  ///< when its exit code is not 0
    always,
    /// the same here: what is stopped by somebody is not started again, and nothing starts with the
    /// machine
    unless_stopped,
};

/// What the shim of a pod does for a container while no program looks.
struct upkeep {
    restart_policy restart = restart_policy::no;
    std::uint32_t most_restarts = 0;  ///< of `on_failure`; 0: any number
    /// without a test there are no checks; what is 0 is what Docker takes
    oci::healthcheck health{};
    /// how long it may run each time it is started: then it is killed; 0: as long as it wants
    std::chrono::nanoseconds run_time{};
    /// a file: when it has ended for good, an `ended_container` is written there, and its pod ends
    /// with it
    std::filesystem::path result{};

    friend bool operator==(const upkeep&, const upkeep&) = default;
};

/// One check of a container.
struct probe_result {
    wall_time start{}, end{};
    int exit_code = 0;     ///< -1: it took too long
    std::string output{};  ///< the first 4096 bytes
};

/// How a container is doing.
struct health_report {
    container_health status = container_health::none;
    std::uint32_t failing = 0;            ///< how many of the last checks have failed in a row
    std::vector<probe_result> results{};  ///< the last 5, the oldest first
};

/// What is known of a container whose pod has ended with it.
struct ended_container {
    container_status status{};
    health_report health{};
};

}  // namespace slipway::runtime
