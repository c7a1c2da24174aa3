// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/engine/container.hpp>

namespace slipway::engine {

/// One of the networks that a container is in.
struct joined_network {
    std::string id{}, name{};        ///< those of a predefined one are the same
    bool made = false;               ///< somebody has made it
    runtime::network_spec spec{};    ///< of one that containers have links in
    runtime::network_place place{};  ///< empty while it has none
};

/// In their order. One in the network of another container is in none of its own.
inline std::vector<joined_network> networks_of(const container_record& r) {
    if (r.pod.host_network) return {{"host", "host", false, {}, {}}};
    if (r.pod.no_network) return {{"none", "none", false, {}, {}}};
    std::vector<joined_network> made;
    for (const runtime::network_spec& each : runtime::networks_of(r.pod)) {
        if (each.directory.empty()) made.push_back({"bridge", "bridge", false, each, {}});
        else made.push_back({each.id.empty() ? r.network_id : each.id, each.name, true, each, {}});
    }
    return made;
}
/// The same, with where it is in them.
inline std::vector<joined_network> networks_of(const container& c) {
    std::vector<joined_network> made = networks_of(static_cast<const container_record&>(c));
    for (joined_network& each : made) {
        const auto at = std::find_if(
            c.places.begin(), c.places.end(),
            [&](const runtime::network_place& p) { return p.network == each.spec.directory; });
        if (at != c.places.end()) each.place = *at;
        else if (c.places.empty() && !c.pod.host_network && &each == &made.front())
            each.place.ip = c.ip;  // a shim that knows no places
    }
    return made;
}
/// The name of the first of them; `container:ID` for one that is in the network of another
/// container.
inline std::string network_of(const container_record& r) {
    return r.pod.network_of.whose == runtime::namespace_choice::container
               ? "container:" + r.pod.network_of.key
               : networks_of(r).front().name;
}
/// By its name, its id or a beginning of it.
inline bool is_in(const container_record& r, std::string_view name_or_id) {
    const std::vector<joined_network> all = networks_of(r);
    return std::any_of(all.begin(), all.end(), [&](const joined_network& n) {
        return n.name == name_or_id ||
               (n.made && !name_or_id.empty() && n.id.starts_with(name_or_id));
    });
}

}  // namespace slipway::engine
