// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

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
}  // namespace slipway::engine
