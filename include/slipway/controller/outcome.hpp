// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>

namespace slipway::controller {

/// What a reconciliation ended with. Throwing instead means: again, with back-off.
struct outcome {
    std::optional<std::chrono::nanoseconds> again{};
};

/// Nothing more until something changes.
inline outcome done() { return {}; }
/// Again after `d`, whatever changes before.
inline outcome after(std::chrono::nanoseconds d) { return {d}; }

}  // namespace slipway::controller
