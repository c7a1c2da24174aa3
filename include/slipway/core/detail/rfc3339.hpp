// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdio>
#include <ctime>
#include <stdexcept>
#include <string>

#include <slipway/core/clock.hpp>

namespace slipway::core {

namespace detail {

inline std::string date_and_time(time_source::wall_time t) {
    const std::time_t seconds = std::chrono::system_clock::to_time_t(
        std::chrono::time_point_cast<std::chrono::system_clock::duration>(std::chrono::floor<std::chrono::seconds>(t)));
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char out[32];
    const std::size_t n = std::strftime(out, sizeof out, "%Y-%m-%dT%H:%M:%S", &parts);
    return {out, n};
}

}  // namespace detail

inline std::string rfc3339(time_source::wall_time t) { return detail::date_and_time(t) + "Z"; }

inline std::string rfc3339_micro(time_source::wall_time t) {
    const auto whole = std::chrono::floor<std::chrono::seconds>(t);
    const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(t - whole).count();
    char fraction[16];
    std::snprintf(fraction, sizeof fraction, ".%06ldZ", static_cast<long>(micros));
    return detail::date_and_time(t) + fraction;
}

inline time_source::wall_time parse_rfc3339(const std::string& s) {
    std::tm parts{};
    int used = 0;
    if (std::sscanf(s.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d%n", &parts.tm_year, &parts.tm_mon, &parts.tm_mday, &parts.tm_hour,
                    &parts.tm_min, &parts.tm_sec, &used) != 6)
        throw std::invalid_argument("'" + s + "' is not a time such as 2026-01-31T12:00:00Z");
    parts.tm_year -= 1900;
    parts.tm_mon -= 1;
    std::size_t at = static_cast<std::size_t>(used);
    long nanos = 0;
    if (at < s.size() && s[at] == '.') {
        long unit = 100'000'000;
        for (++at; at < s.size() && s[at] >= '0' && s[at] <= '9'; ++at, unit /= 10) nanos += unit * (s[at] - '0');
    }
    long offset = 0;
    if (at + 6 == s.size() && (s[at] == '+' || s[at] == '-')) {
        int hours = 0, minutes = 0;
        if (std::sscanf(s.c_str() + at + 1, "%2d:%2d", &hours, &minutes) != 2)
            throw std::invalid_argument("'" + s + "' has no time zone such as Z or +02:00");
        offset = (hours * 3600L + minutes * 60L) * (s[at] == '-' ? -1 : 1);
    } else if (at + 1 != s.size() || (s[at] != 'Z' && s[at] != 'z')) {
        throw std::invalid_argument("'" + s + "' has no time zone such as Z or +02:00");
    }
    const auto whole = std::chrono::system_clock::from_time_t(timegm(&parts) - offset);
    return std::chrono::time_point_cast<time_source::duration>(whole) + std::chrono::nanoseconds(nanos);
}

}  // namespace slipway::core
