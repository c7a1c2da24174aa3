// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>

#include <slipway/core/clock.hpp>
#include <slipway/core/duration.hpp>
#include <slipway/docker_api/detail/call.hpp>
#include <slipway/docker_api/detail/filters.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::docker_api::detail {

/// Seconds since 1970 with a fraction, as `docker logs --since` and `docker events --since` send
/// them, or a date (RFC 3339). Throws `status_error` (bad_request).
inline std::optional<runtime::wall_time> moment_in(const std::string& text) {
    if (text.empty() || text == "0") return std::nullopt;
    if (const auto seconds = core::parse_unix_time(text)) return seconds;
    try {
        return core::parse_rfc3339(text);
    } catch (const std::invalid_argument&) {
        throw bad_parameter("'" + text.substr(0, 64) +
                            "' is no moment: it is a number of seconds since 1970, or a date");
    }
}

/// Whether something was made before all moments of the filter `until`: such as above, or how long
/// ago, `24h`. Throws `status_error` (bad_request).
inline bool is_until(const filters& wanted, runtime::wall_time made) {
    return wanted.every("until", [&](const std::string& text) {
        const bool counts = text.find_first_not_of("0123456789.") != text.npos;
        const auto ago = counts ? core::parse_duration(text) : std::nullopt;
        const auto moment =
            ago ? std::optional(core::system_time().wall() - *ago) : moment_in(text);
        return !moment || made < *moment;
    });
}

}  // namespace slipway::docker_api::detail
