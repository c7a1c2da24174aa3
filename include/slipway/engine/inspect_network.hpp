// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/engine/containers.hpp>
#include <slipway/engine/inspect_container.hpp>
#include <slipway/engine/network.hpp>
#include <slipway/json/value.hpp>
#include <slipway/runtime/network.hpp>

namespace slipway::engine {

/// One of the containers of a network, whose addresses begin with `prefix` bits, in the form of Docker's API.
inline json::value endpoint_document(const container& c, unsigned prefix) {
    const bool has_address = !c.ip.empty() && !c.pod.host_network;
    return {{"Name", c.name}, {"EndpointID", c.id}, {"MacAddress", ""}, {"IPv4Address", has_address ? c.ip + '/' + std::to_string(prefix) : ""}, {"IPv6Address", ""}};
}

/// A network without its containers, in the form of Docker's API (Engine API, Network).
inline json::value inspect(const named_network& n) {
    return {{"Name", n.name},
            {"Id", n.id},
            {"Created", detail::date_of(n.created)},
            {"Scope", "local"},
            {"Driver", "bridge"},
            {"EnableIPv4", true},
            {"EnableIPv6", false},
            {"Internal", n.internal},
            {"Attachable", false},
            {"Ingress", false},
            {"ConfigFrom", {{"Network", ""}}},
            {"ConfigOnly", false},
            {"IPAM", {{"Driver", "default"}, {"Options", json::value::object()}, {"Config", json::value::array({{{"Subnet", n.subnet}, {"Gateway", n.gateway}}})}}},
            {"Containers", json::value::object()},
            {"Options", json::value::object()},
            {"Labels", n.labels}};
}
/// The same, with those that run in it.
inline json::value inspect(const named_network& n, containers& all) {
    json::value made = inspect(n);
    for (const std::string& id : n.containers)
        if (const auto c = all.find(id); c && is_up(*c)) made["Containers"][id] = endpoint_document(*c, runtime::ipv4_network::parse(n.subnet).prefix);
    return made;
}

}  // namespace slipway::engine
