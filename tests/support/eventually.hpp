// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <thread>

namespace support {

/// Whether `condition` holds before the deadline; looks again every few milliseconds.
inline bool eventually(const std::function<bool()>& condition,
                       std::chrono::milliseconds within = std::chrono::seconds(30)) {
    const auto deadline = std::chrono::steady_clock::now() + within;
    while (true) {
        if (condition()) return true;
        if (std::chrono::steady_clock::now() >= deadline) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
}

/// Whether what `value` gives comes to a halt before the deadline: it stays the same for a while.
inline bool halts(const std::function<std::size_t()>& value,
                  std::chrono::milliseconds within = std::chrono::seconds(30)) {
    std::size_t last = value();
    auto since = std::chrono::steady_clock::now();
    return eventually(
        [&] {
            const auto now = std::chrono::steady_clock::now();
            if (const std::size_t current = value(); current != last) {
                last = current;
                since = now;
            }
            return now - since > std::chrono::milliseconds(200);
        },
        within);
}

}  // namespace support
