// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <slipway/engine/filters.hpp>
#include <slipway/engine/network.hpp>
#include <slipway/engine/networks.hpp>

namespace slipway::engine {

/// What lists of networks can be asked for, and what removing those that nothing is in (`docker
/// network ls --filter`, `docker network prune --filter`).
inline constexpr std::string_view network_filters[] = {"dangling", "driver", "id",  "label",
                                                       "name",     "scope",  "type"};
inline constexpr std::string_view network_prune_filters[] = {"label", "label!", "until"};

/// Whether a network is what is asked for; one that is always there is never dangling. Throws
/// `status_error` (bad_request) for values that mean nothing.
inline bool fits(const named_network& n, const filters& wanted) {
    wanted.allow("type", {"custom", "builtin"});
    const auto same = [](std::string_view text) {
        return [text](const std::string& v) { return v == text; };
    };
    const bool predefined = is_predefined_network(n.name);
    const std::string driver = driver_of(n.name);
    return wanted.any("name", [&](const auto& v) { return n.name.find(v) != v.npos; }) &&
           wanted.any("id", [&](const auto& v) { return n.id.find(v) != v.npos; }) &&
           wanted.any("driver", same(driver)) && wanted.any("scope", same("local")) &&
           wanted.any("type", same(predefined ? "builtin" : "custom")) &&
           wanted.is("dangling", !predefined && n.containers.empty()) && wanted.labels(n.labels) &&
           wanted.until(n.created);
}

}  // namespace slipway::engine
