// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>
#include <string>

#include <slipway/core/clock.hpp>
#include <slipway/core/duration.hpp>
#include <slipway/core/status.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::engine {

/// A moment as people write it: `10m` before now, a date (RFC 3339), or seconds since 1970 as
/// `date +%s` prints them, which may have a fraction. Throws `status_error` (bad_request).
inline runtime::wall_time moment_in(const std::string& text) {
    if (const auto seconds = core::parse_unix_time(text)) return *seconds;
    if (const auto before = core::parse_duration(text)) return core::wall_now() - *before;
    try {
        return core::parse_rfc3339(text);
    } catch (const std::invalid_argument&) {
        throw status_error(
            core::reason::bad_request,
            "'" + text.substr(0, 64) +
                "' is no moment: it is a duration before now such as 10m, a date such as 2026-01-31T12:00:00Z, or a number of seconds since 1970");
    }
}

}  // namespace slipway::engine
