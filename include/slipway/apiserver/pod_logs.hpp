// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <slipway/core/subscription.hpp>

namespace slipway::apiserver {

/// What is asked of a container's log (Kubernetes API, `pods/log`).
struct log_request {
    std::string namespace_{};
    std::string pod{};
    std::string container{};  ///< empty: the only one
    bool follow = false;
    bool previous = false;
    bool timestamps = false;
    std::optional<long> tail_lines{};
    std::optional<long> since_seconds{};
    std::optional<long> limit_bytes{};
};

/// Gives a log piece by piece: `write` returns false when nobody reads any more; `done` is called
/// at the end. The subscription keeps a log that is followed going.
using log_reader = std::function<core::subscription(std::function<bool(std::string_view)> write,
                                                    std::function<void()> done)>;

/// Finds a log. Throws `status_error` where there is none to be read.
using log_source = std::function<log_reader(const log_request&)>;

}  // namespace slipway::apiserver
