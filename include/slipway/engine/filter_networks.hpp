// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <slipway/engine/filters.hpp>
#include <slipway/engine/network.hpp>
#include <slipway/engine/networks.hpp>

namespace slipway::engine {

namespace detail {
inline constexpr std::string_view network_types[] = {"custom", "builtin"};
}

/// What lists of networks can be asked for, and what removing those that nothing is in (`docker
/// network ls --filter`, `docker network prune --filter`).
inline constexpr filter_name network_filters[] = {
    {"dangling", detail::check_word<detail::truths>},
    {"driver"},
    {"id"},
    {"label"},
    {"name"},
    {"scope"},
    {"type", detail::check_word<detail::network_types>}};
inline constexpr filter_name network_prune_filters[] = {
    {"label"}, {"label!"}, {"until", detail::check_moment}};

/// Whether a network is what is asked for; one that is always there is never dangling.
inline bool fits(const named_network& n, const filters& wanted) {
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
