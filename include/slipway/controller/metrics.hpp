// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>

namespace slipway::controller {

/// Counts of one controller since its start.
struct metrics {
    std::atomic<std::uint64_t> reconciles{0};
    std::atomic<std::uint64_t> errors{0};  ///< reconciliations that threw, conflicts not counted
    std::atomic<std::uint64_t> conflicts{
        0};  ///< reconciliations that read something stale and run again at once
};

}  // namespace slipway::controller
