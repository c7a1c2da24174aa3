// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include <slipway/cli/command/parse.hpp>
#include <slipway/cli/command/verb.hpp>
#include <slipway/core/duration.hpp>
#include <slipway/core/number_in.hpp>
#include <slipway/engine/docker_word.hpp>
#include <slipway/runtime/upkeep.hpp>

namespace slipway::cli::command::detail {

/// `on-failure:3`. Throws `usage_error`.
inline void add_restart_policy(runtime::upkeep& to, const std::string& text) {
    const auto colon = text.find(':');
    const std::string name = text.substr(0, colon);
    if (name == "on-failure" && colon != text.npos) {
        const auto number =
            core::number_in<std::uint32_t>(std::string_view(text).substr(colon + 1));
        if (!number)
            throw usage_error("'" + text +
                              "' does not say how often to start it again, as on-failure:3 does");
        to.most_restarts = *number;
    }
    const auto policy = engine::restart_policy_named(name == "on-failure" ? name : text);
    if (policy) to.restart = *policy;
    else
        throw usage_error(
            "'" + text +
            "' does not say when to start it again; no, on-failure[:NUMBER], always and unless-stopped do");
}
/// 0 where it is not given. Throws `usage_error`.
inline std::chrono::nanoseconds duration_in(const arguments& given, const char* option) {
    if (!given.has(option)) return {};
    const auto made = core::parse_duration(given.value(option));
    if (!made)
        throw usage_error("'" + given.value(option) + "' is no duration, such as 10s or 1m30s");
    return *made;
}
/// The options of `create` and `run` about what its shim does for a container. Throws
/// `usage_error`.
inline runtime::upkeep upkeep_in(const arguments& given) {
    runtime::upkeep made;
    add_restart_policy(made, given.value("restart", "no"));
    if (made.restart != runtime::restart_policy::no && given.has("rm"))
        throw usage_error(
            "what is to be removed when it has ended cannot be started again then: --restart does not go with --rm");
    if (given.has("health-cmd")) made.health.test = {"CMD-SHELL", given.value("health-cmd")};
    made.health.interval = duration_in(given, "health-interval");
    made.health.timeout = duration_in(given, "health-timeout");
    made.health.start_period = duration_in(given, "health-start-period");
    made.health.start_interval = duration_in(given, "health-start-interval");
    if (given.has("health-retries")) {
        const auto number = core::number_in<std::uint32_t>(given.value("health-retries"));
        if (!number)
            throw usage_error("'" + given.value("health-retries") + "' is no number of checks");
        made.health.retries = *number;
    }
    if (!given.has("no-healthcheck")) return made;
    if (made.health != oci::healthcheck())
        throw usage_error("--no-healthcheck does not go with the other options about checks");
    made.health.test = {"NONE"};
    return made;
}

}  // namespace slipway::cli::command::detail
