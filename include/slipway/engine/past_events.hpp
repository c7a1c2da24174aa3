// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <variant>
#include <vector>

#include <slipway/engine/containers.hpp>
#include <slipway/engine/network_event.hpp>
#include <slipway/engine/networks.hpp>

namespace slipway::engine {

/// What has happened to a container or a network.
using any_event = std::variant<container_event, network_event>;

inline runtime::wall_time time_of(const any_event& e) {
    return std::visit([](const auto& one) { return one.time; }, e);
}

/// What the records of containers and networks tell of the past, in the order of time. Nothing
/// keeps more than the records: when each one that is there was made, when a container was last
/// started, and when and how it last ended. What happened in between, and to those that have been
/// removed, nobody can tell any more.
inline std::vector<any_event> past_events(containers& all) {
    std::vector<any_event> made;
    const runtime::wall_time never{};
    for (const container& c : all.list()) {
        const auto tell = [&](runtime::wall_time when, container_action what, int exit_code = 0) {
            if (when != never) made.push_back(container_event{when, what, c, exit_code});
        };
        tell(c.created, container_action::create);
        tell(c.status.started, container_action::start);
        if (c.phase == container_phase::exited || c.phase == container_phase::restarting)
            tell(c.status.finished, container_action::die, c.status.exit_code);
    }
    for (const named_network& n : networks(all))
        made.push_back(network_event{n.created, network_action::create, n.id, n.name, {}});
    std::stable_sort(made.begin(), made.end(), [](const any_event& a, const any_event& b) {
        return time_of(a) < time_of(b);
    });
    return made;
}

}  // namespace slipway::engine
