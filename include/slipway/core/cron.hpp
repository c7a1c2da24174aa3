// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <slipway/core/name.hpp>

namespace slipway::core {

/// When a schedule is due: at the minutes for which every set has the bit, or after each
/// `every_seconds`.
struct cron {
    std::uint64_t minutes = 0;
    std::uint64_t hours = 0;
    std::uint64_t days = 0;      ///< of the month, from 1
    std::uint64_t months = 0;    ///< from 1
    std::uint64_t weekdays = 0;  ///< from 0, which is Sunday
    // Where both are limited, a day is due that is in either of them.
    bool every_day = false;
    bool every_weekday = false;
    long every_seconds = 0;  ///< not zero for `@every`

    friend constexpr bool operator==(const cron&, const cron&) = default;
};

namespace detail {

constexpr bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// A field of a schedule: what it may hold, and the names of its first values.
struct cron_field {
    unsigned least;
    unsigned most;
    std::string_view names;  ///< of three letters each
    unsigned named;          ///< the value of the first name

    constexpr std::optional<unsigned> number(std::string_view s) const {
        if (s.size() == 3)
            for (std::size_t i = 0; i < names.size(); i += 3) {
                bool same = true;
                for (std::size_t k = 0; k < 3; ++k) same = same && to_lower(s[k]) == names[i + k];
                if (same) return named + static_cast<unsigned>(i / 3);
            }
        if (s.empty() || s.size() > 9) return {};
        unsigned value = 0;
        for (char c : s) {
            if (!is_digit(c)) return {};
            value = value * 10 + static_cast<unsigned>(c - '0');
        }
        return value;
    }

    /// `*`, `?`, `5`, `1-5`, each with `/2` if wanted; `all` is set where it limits nothing.
    constexpr bool add_range(std::string_view s, std::uint64_t& bits, bool& all) const {
        unsigned step = 1;
        const std::size_t slash = s.find('/');
        if (slash != s.npos) {
            const auto parsed = cron_field{}.number(s.substr(slash + 1));
            if (!parsed || *parsed == 0) return false;
            step = *parsed;
        }
        const std::string_view range = s.substr(0, slash);
        unsigned from = least, to = most;
        if (range == "*" || range == "?") {
            if (step == 1) all = true;
        } else {
            const std::size_t dash = range.find('-');
            const auto first = number(range.substr(0, dash));
            const auto last = dash == range.npos ? first : number(range.substr(dash + 1));
            if (!first || !last) return false;
            from = *first;
            // `5/15` goes on to the end.
            if (dash != range.npos || slash == s.npos) to = *last;
        }
        if (from < least || to > most || from > to) return false;
        for (unsigned i = from; i <= to; i += step) bits |= std::uint64_t{1} << i;
        return true;
    }

    /// Ranges with commas between.
    constexpr bool parse(std::string_view s, std::uint64_t& bits, bool& all) const {
        while (true) {
            const std::size_t comma = s.find(',');
            if (!add_range(s.substr(0, comma), bits, all)) return false;
            if (comma == s.npos) return true;
            s.remove_prefix(comma + 1);
        }
    }
};

struct time_unit {
    std::string_view name;
    double seconds;
};
inline constexpr time_unit time_units[] = {{"ns", 1e-9}, {"us", 1e-6}, {"ms", 1e-3}, {"s", 1},
                                           {"m", 60},    {"h", 3600}};  // "m" is behind "ms"

/// Whole seconds in a span such as `1h30m` or `1.5s` (Go's `time.ParseDuration`).
/// `core/duration.hpp` is not for here: it needs `<chrono>`, which costs a definition more time
/// than all else that it includes.
constexpr std::optional<long> cron_span(std::string_view s) {
    constexpr double longest = 9.2e9;  // 292 years
    double total = 0;
    if (s.empty()) return {};
    while (!s.empty()) {
        double value = 0, scale = 1;
        bool any = false, point = false;
        for (; !s.empty() && (is_digit(s[0]) || (s[0] == '.' && !point)); s.remove_prefix(1)) {
            if (s[0] == '.') {
                point = true;
                continue;
            }
            any = true;
            value = value * 10 + (s[0] - '0');
            if (point) scale *= 10;
        }
        if (!any) return {};
        const time_unit* unit = nullptr;
        for (const time_unit& u : time_units)
            if (!unit && s.starts_with(u.name)) unit = &u;
        if (!unit) return {};
        s.remove_prefix(unit->name.size());
        total += value / scale * unit->seconds;
        if (!(total <= longest)) return {};
    }
    return static_cast<long>(total);
}

/// What the names that start with `@` stand for; empty for other names.
constexpr std::string_view cron_named(std::string_view s) {
    if (s == "@yearly" || s == "@annually") return "0 0 1 1 *";
    if (s == "@monthly") return "0 0 1 * *";
    if (s == "@weekly") return "0 0 * * 0";
    if (s == "@daily" || s == "@midnight") return "0 0 * * *";
    if (s == "@hourly") return "0 * * * *";
    return {};
}

}  // namespace detail

/// A CronJob's schedule: five fields for minute, hour, day of the month, month and weekday (0 to 6,
/// or SUN to SAT), or a name such as `@daily`, or `@every 90m`. Nothing for anything else, and for
/// a time zone before it, as Kubernetes refuses one there (`cron.ParseStandard` of robfig/cron 3,
/// and `validateScheduleFormat`). Stricter than it in what would never be meant: empty parts
/// between commas, signs before numbers, `*-5`, spans that are negative or have no unit.
constexpr std::optional<cron> parse_cron(std::string_view s) {
    cron made;
    constexpr std::string_view every = "@every ";
    if (s.starts_with(every)) {
        const auto seconds = detail::cron_span(s.substr(every.size()));
        if (!seconds) return {};
        made.every_seconds = *seconds < 1 ? 1 : *seconds;
        return made;
    }
    if (s.starts_with('@')) {
        s = detail::cron_named(s);
        if (s.empty()) return {};
    }
    constexpr detail::cron_field fields[] = {{0, 59, {}, 0},
                                             {0, 23, {}, 0},
                                             {1, 31, {}, 0},
                                             {1, 12, "janfebmaraprmayjunjulaugsepoctnovdec", 1},
                                             {0, 6, "sunmontuewedthufrisat", 0}};
    std::uint64_t* const sets[] = {&made.minutes, &made.hours, &made.days, &made.months,
                                   &made.weekdays};
    bool all[5]{};
    for (int i = 0; i < 5; ++i) {
        while (!s.empty() && detail::is_blank(s.front())) s.remove_prefix(1);
        std::size_t end = 0;
        while (end < s.size() && !detail::is_blank(s[end])) ++end;
        if (end == 0 || !fields[i].parse(s.substr(0, end), *sets[i], all[i])) return {};
        s.remove_prefix(end);
    }
    for (char c : s)
        if (!detail::is_blank(c)) return {};
    made.every_day = all[2];
    made.every_weekday = all[4];
    return made;
}

/// Whether one of the months has one of the days: `0 0 31 2 *` is never due. February counts 29
/// days.
constexpr bool is_ever_due(const cron& c) {
    if (c.every_seconds != 0 || c.every_day || !c.every_weekday) return true;
    for (unsigned month = 1; month <= 12; ++month) {
        const unsigned last = month == 2                                              ? 29
                              : month == 4 || month == 6 || month == 9 || month == 11 ? 30
                                                                                      : 31;
        if ((c.months >> month & 1U) != 0 && (c.days & ((std::uint64_t{2} << last) - 1)) != 0)
            return true;
    }
    return false;
}

}  // namespace slipway::core
