// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <string>

#include <slipway/apiserver/objects.hpp>
#include <slipway/core/clock.hpp>

namespace slipway::apiserver::kinds {

/// A span as `kubectl get` shows ages: `45s`, `3m5s`, `12m`, `5h2m`, `3d4h`, `2y30d`.
inline std::string human_duration(std::chrono::nanoseconds d) {
    const long seconds = std::chrono::duration_cast<std::chrono::seconds>(d).count();
    if (seconds < -1) return "<invalid>";
    if (seconds < 0) return "0s";
    auto two = [](long high, const char* unit, long low, const char* lower) {
        return std::to_string(high) + unit + (low ? std::to_string(low) + lower : std::string());
    };
    if (seconds < 120) return std::to_string(seconds) + "s";
    const long minutes = seconds / 60;
    if (minutes < 10) return two(minutes, "m", seconds % 60, "s");
    if (minutes < 180) return std::to_string(minutes) + "m";
    const long hours = minutes / 60;
    if (hours < 8) return two(hours, "h", minutes % 60, "m");
    if (hours < 48) return std::to_string(hours) + "h";
    const long days = hours / 24;
    if (hours < 24 * 8) return two(days, "d", hours % 24, "h");
    if (hours < 24 * 365 * 2) return std::to_string(days) + "d";
    if (hours < 24 * 365 * 8) return two(days / 365, "y", days % 365, "d");
    return std::to_string(days / 365) + "y";
}

/// The span from the time stamp at `path` to now; `<unknown>` without one.
inline std::string age_since(const json::value& object, std::string_view path,
                             core::time_source::wall_time now) {
    const std::string stamp = text_at(object, path);
    if (stamp.empty()) return "<unknown>";
    try {
        return human_duration(now - core::parse_rfc3339(stamp));
    } catch (const std::exception&) {
        return "<invalid>";
    }
}

inline std::string age_of(const json::value& object, core::time_source::wall_time now) {
    return age_since(object, "metadata.creationTimestamp", now);
}

inline std::string or_none(const std::string& s) { return s.empty() ? "<none>" : s; }

/// `a=b,c=d` of a map; `<none>` when it is empty.
inline std::string labels_text(const json::value* labels) {
    std::string out;
    if (labels && labels->is_object())
        for (const auto& [key, v] : labels->items())
            out += (out.empty() ? "" : ",") + key + "=" +
                   (v.is_string() ? v.get<std::string>() : v.dump());
    return or_none(out);
}

}  // namespace slipway::apiserver::kinds
