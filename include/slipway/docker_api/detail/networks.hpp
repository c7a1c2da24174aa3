// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>

#include <slipway/docker_api/detail/call.hpp>
#include <slipway/docker_api/detail/filters.hpp>

namespace slipway::docker_api::detail {

/// There are two: that of containers, and the machine's own.
inline json::value network_document(const std::string& name) {
    return {{"Name", name}, {"Id", name}, {"Created", "0001-01-01T00:00:00Z"}, {"Scope", "local"}, {"Driver", name}, {"EnableIPv6", false}, {"Internal", false},
            {"Attachable", false}, {"Ingress", false}, {"IPAM", {{"Driver", "default"}, {"Config", json::value::array()}}}, {"Containers", json::value::object()},
            {"Options", json::value::object()}, {"Labels", json::value::object()}};
}
/// GET /networks
inline void list_networks(call& c) {
    const filters wanted(c.parameter("filters"), {"name", "id", "driver", "scope", "type", "label", "dangling"});
    json::value made = json::value::array();
    for (const std::string name : {"bridge", "host"}) {
        const auto named = [&](const std::string& v) { return name.find(v) != name.npos; };
        if (wanted.any("name", named) && wanted.any("id", named) && wanted.any("driver", named) && wanted.any("type", [](const auto& v) { return v == "builtin"; }) && !wanted.has("label"))
            made.push_back(network_document(name));
    }
    c.give(made);
}
/// GET /networks/{name}
inline void inspect_network(call& c) {
    if (c.operand() != "bridge" && c.operand() != "host") throw status_error(core::reason::not_found, "network " + c.operand() + " not found");
    json::value made = network_document(c.operand());
    for (const engine::container& each : c.at.containers.list())
        if (each.phase == engine::container_phase::running && each.pod.host_network == (c.operand() == "host"))
            made["Containers"][each.id] = {{"Name", each.name}, {"EndpointID", each.id}, {"MacAddress", ""}, {"IPv4Address", each.ip.empty() ? "" : each.ip + "/32"}, {"IPv6Address", ""}};
    c.give(made);
}
/// POST /networks/prune: nothing goes.
inline void prune_networks(call& c) { c.give({{"NetworksDeleted", json::value::array()}}); }
/// What would change them.
inline void refuse_network(call&) { throw not_here("containers have the networks bridge and host here; others cannot be made, and these cannot be changed"); }

}  // namespace slipway::docker_api::detail
