// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include <slipway/oci/detail/document.hpp>

namespace slipway::oci {

/// How to find out whether a container is well; a member that is zero or empty is what Docker takes
/// by default (Docker image spec v1.2, "Healthcheck").
struct healthcheck {
    /// `CMD` and words to run, `CMD-SHELL` and a line for the shell, or `NONE`
    std::vector<std::string> test{};
    std::chrono::nanoseconds interval{};
    std::chrono::nanoseconds timeout{};
    std::chrono::nanoseconds start_period{};    ///< in which failures do not count
    std::chrono::nanoseconds start_interval{};  ///< the interval within `start_period`
    std::uint32_t retries = 0;

    friend bool operator==(const healthcheck&, const healthcheck&) = default;
};

/// Throws `status_error` (invalid); `where` names the member in the message.
inline healthcheck healthcheck_from(const json::value& v, const std::string& where) {
    const detail::reader in(v, where);
    const auto number = [&](const char* name, std::int64_t most) -> std::int64_t {
        const auto* m = in.find(name);
        if (!m) return 0;
        if (!m->is_number_integer()) in.fail(name, "must be a whole number");
        if (m->is_number_unsigned() ? m->get<std::uint64_t>() > static_cast<std::uint64_t>(most)
                                    : m->get<std::int64_t>() < 0)
            in.fail(name, "must be from 0 to " + std::to_string(most));
        return m->get<std::int64_t>();
    };
    const auto time = [&](const char* name) {
        return std::chrono::nanoseconds(number(name, INT64_MAX));
    };
    return {in.texts("Test"),      time("Interval"),
            time("Timeout"),       time("StartPeriod"),
            time("StartInterval"), static_cast<std::uint32_t>(number("Retries", INT32_MAX))};
}

inline json::value to_json(const healthcheck& h) {
    json::value v = json::value::object();
    if (!h.test.empty()) v["Test"] = h.test;
    if (h.interval.count() != 0) v["Interval"] = h.interval.count();
    if (h.timeout.count() != 0) v["Timeout"] = h.timeout.count();
    if (h.start_period.count() != 0) v["StartPeriod"] = h.start_period.count();
    if (h.start_interval.count() != 0) v["StartInterval"] = h.start_interval.count();
    if (h.retries != 0) v["Retries"] = h.retries;
    return v;
}

}  // namespace slipway::oci
