// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

#include <slipway/engine/container.hpp>

namespace slipway::engine {

/// What Docker calls it (Engine API, ContainerInspect).
inline const char* docker_word(runtime::container_health h) {
    switch (h) {
        case runtime::container_health::starting: return "starting";
        case runtime::container_health::healthy: return "healthy";
        case runtime::container_health::unhealthy: return "unhealthy";
        case runtime::container_health::none: break;
    }
    return "none";
}
inline const char* docker_word(runtime::restart_policy p) {
    switch (p) {
        case runtime::restart_policy::on_failure: return "on-failure";
        case runtime::restart_policy::always: return "always";
        case runtime::restart_policy::unless_stopped: return "unless-stopped";
        case runtime::restart_policy::no: break;
    }
    return "no";
}
/// Nothing for what is none.
inline std::optional<runtime::restart_policy> restart_policy_named(std::string_view word) {
    using policy = runtime::restart_policy;
    for (const policy p : {policy::no, policy::on_failure, policy::always, policy::unless_stopped})
        if (word == docker_word(p)) return p;
    return std::nullopt;
}

}  // namespace slipway::engine
