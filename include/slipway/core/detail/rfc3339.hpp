// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include <slipway/core/clock.hpp>
#include <slipway/core/number_in.hpp>

namespace slipway::core {

namespace detail {

inline std::string date_and_time(std::time_t seconds) {
    // Not by the C library, which reads this machine's time zone first.
    const std::chrono::sys_seconds t{std::chrono::seconds(seconds)};
    const auto day = std::chrono::floor<std::chrono::days>(t);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(t - day);
    char out[64];
    const int n = std::snprintf(
        out, sizeof out, "%04d-%02u-%02uT%02d:%02d:%02d", static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
        static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
        static_cast<int>(time.seconds().count()));
    return {out, static_cast<std::size_t>(n)};
}
inline std::string date_and_time(time_source::wall_time t) {
    return date_and_time(static_cast<std::time_t>(
        std::chrono::floor<std::chrono::seconds>(t).time_since_epoch().count()));
}
inline constexpr std::size_t date_and_time_length = std::string_view("2026-01-31T12:00:00").size();

constexpr bool digit(char c) { return c >= '0' && c <= '9'; }

/// Of `Z` or `+02:00`; nothing for anything else.
inline std::optional<std::chrono::minutes> zone_offset(std::string_view zone) {
    if (zone == "Z" || zone == "z") return std::chrono::minutes(0);
    if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':')
        return std::nullopt;
    for (const std::size_t i : {1U, 2U, 4U, 5U})
        if (!digit(zone[i])) return std::nullopt;
    const int hours = (zone[1] - '0') * 10 + zone[2] - '0',
              minutes = (zone[4] - '0') * 10 + zone[5] - '0';
    if (hours > 23 || minutes > 59) return std::nullopt;
    return std::chrono::minutes(hours * 60 + minutes) * (zone[0] == '-' ? -1 : 1);
}

}  // namespace detail

inline std::string rfc3339(time_source::wall_time t) { return detail::date_and_time(t) + "Z"; }

inline std::string rfc3339_micro(time_source::wall_time t) {
    const auto whole = std::chrono::floor<std::chrono::seconds>(t);
    const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(t - whole).count();
    char fraction[32];
    std::snprintf(fraction, sizeof fraction, ".%06ldZ", static_cast<long>(micros));
    return detail::date_and_time(t) + fraction;
}

inline time_source::wall_time parse_rfc3339(const std::string& s) {
    std::tm parts{};
    std::sscanf(s.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d", &parts.tm_year, &parts.tm_mon, &parts.tm_mday,
                &parts.tm_hour, &parts.tm_min, &parts.tm_sec);
    parts.tm_year -= 1900;
    parts.tm_mon -= 1;
    const std::time_t whole = timegm(&parts);
    // Written again it is the same, unless there is no such day or hour, or something is missing.
    if (detail::date_and_time(whole) != s.substr(0, detail::date_and_time_length))
        throw std::invalid_argument("'" + s + "' is not a time such as 2026-01-31T12:00:00Z");
    std::size_t at = detail::date_and_time_length;
    long nanos = 0;
    if (at + 1 < s.size() && s[at] == '.' && detail::digit(s[at + 1])) {
        long unit = 100'000'000;
        for (++at; at < s.size() && detail::digit(s[at]); ++at, unit /= 10)
            nanos += unit * (s[at] - '0');
    }
    const auto offset = detail::zone_offset(std::string_view(s).substr(at));
    if (!offset) throw std::invalid_argument("'" + s + "' has no time zone such as Z or +02:00");
    const std::chrono::seconds since_1970 = std::chrono::seconds(whole) - *offset;
    constexpr auto farthest =
        std::chrono::floor<std::chrono::seconds>(time_source::duration::max()) -
        std::chrono::seconds(1);
    if (since_1970 > farthest || since_1970 < -farthest)
        throw std::invalid_argument("'" + s + "' is not between the years 1678 and 2262");
    return time_source::wall_time(since_1970) + std::chrono::nanoseconds(nanos);
}

inline std::optional<time_source::wall_time> parse_unix_time(std::string_view s) {
    constexpr std::int64_t end = 9'000'000'000;  // what 64 bits of nanoseconds reach
    const auto point = s.find('.');
    const auto seconds = number_in<std::int64_t>(s.substr(0, point));
    if (!seconds || *seconds < 0 || *seconds >= end) return std::nullopt;
    std::string fraction(point == s.npos ? "0" : s.substr(point + 1));
    if (fraction.find_first_not_of("0123456789") != fraction.npos) return std::nullopt;
    fraction.resize(9, '0');
    return time_source::wall_time(
        std::chrono::seconds(*seconds) +
        std::chrono::nanoseconds(number_in<std::int64_t>(fraction).value_or(0)));
}

}  // namespace slipway::core
