// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <stdexcept>
#include <string>

#include <slipway/core/clock.hpp>
#include <slipway/oci/digest.hpp>

namespace slipway::engine {

/// `4.27MB`: three digits, in powers of 1000 as docker counts.
inline std::string size_in_words(std::uint64_t bytes) {
    static constexpr const char* units[] = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
    double size = static_cast<double>(bytes);
    int unit = 0;
    for (; size >= 999.5 && unit < 6; ++unit) size /= 1000;
    char text[32];
    std::snprintf(text, sizeof text, "%.3g%s", size, units[unit]);
    return text;
}

/// `5 minutes`, `2 weeks`, as docker says it.
inline std::string duration_in_words(std::chrono::nanoseconds d) {
    using namespace std::chrono;
    const auto seconds = duration_cast<std::chrono::seconds>(d).count();
    const auto minutes = seconds / 60, hours = (minutes + 30) / 60;
    const auto some = [](auto n, const char* what) { return std::to_string(n) + " " + what; };
    if (seconds < 1) return "Less than a second";
    if (seconds == 1) return "1 second";
    if (seconds < 60) return some(seconds, "seconds");
    if (minutes == 1) return "About a minute";
    if (minutes < 60) return some(minutes, "minutes");
    if (hours == 1) return "About an hour";
    if (hours < 48) return some(hours, "hours");
    if (hours < 24 * 7 * 2) return some(hours / 24, "days");
    if (hours < 24 * 30 * 2) return some(hours / 24 / 7, "weeks");
    if (hours < 24 * 365 * 2) return some(hours / 24 / 30, "months");
    return some(hours / 24 / 365, "years");
}

/// `2 weeks ago`; `N/A` for what is no date (RFC 3339).
inline std::string ago(const std::string& date, core::time_source::wall_time now) {
    try {
        return duration_in_words(now - core::parse_rfc3339(date)) + " ago";
    } catch (const std::invalid_argument&) {
        return "N/A";
    }
}

/// Twelve digits of an id, or with `whole` all of it.
inline std::string id_in_words(const oci::digest& id, bool whole = false) {
    return whole ? id.str() : std::string(id.hex().substr(0, 12));
}

}  // namespace slipway::engine
