// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <slipway/engine/container_networks.hpp>
#include <slipway/engine/containers.hpp>
#include <slipway/engine/inspect_container.hpp>
#include <slipway/engine/network.hpp>
#include <slipway/json/value.hpp>
#include <slipway/runtime/network.hpp>

namespace slipway::engine {

/// One of the containers of a network, in the form of Docker's API. Nothing where it is not in that
/// one.
inline std::optional<json::value> endpoint_document(const container& c, std::string_view network) {
    for (const joined_network& in : networks_of(c)) {
        if (in.name != network) continue;
        const unsigned prefix = in.made ? runtime::ipv4_network::parse(in.spec.subnet).prefix : 32;
        const bool has_address = !in.place.ip.empty() && !c.pod.host_network;
        return json::value{
            {"Name", c.name},
            {"EndpointID", endpoint_id(c, in)},
            {"MacAddress", in.place.hardware_address},
            {"IPv4Address", has_address ? in.place.ip + '/' + std::to_string(prefix) : ""},
            {"IPv6Address", ""}};
    }
    return std::nullopt;
}

namespace detail {

inline json::value addresses_document(const named_network& n) {
    if (n.subnet.empty()) return json::value::array();
    json::value made{{"Subnet", n.subnet}, {"Gateway", n.gateway}};
    if (!n.range.empty()) made["IPRange"] = n.range;
    return json::value::array({std::move(made)});
}

}  // namespace detail

/// A network without its containers, in the form of Docker's API (Engine API, Network).
inline json::value inspect(const named_network& n) {
    return {{"Name", n.name},
            {"Id", n.id},
            {"Created", detail::date_of(n.created)},
            {"Scope", "local"},
            {"Driver", driver_of(n.name)},
            {"EnableIPv4", true},
            {"EnableIPv6", false},
            {"Internal", n.internal},
            {"Attachable", false},
            {"Ingress", false},
            {"ConfigFrom", {{"Network", ""}}},
            {"ConfigOnly", false},
            {"IPAM",
             {{"Driver", "default"},
              {"Options", json::value::object()},
              {"Config", detail::addresses_document(n)}}},
            {"Containers", json::value::object()},
            {"Options", json::value::object()},
            {"Labels", n.labels}};
}
/// The same, with those that run in it.
inline json::value inspect(const named_network& n, containers& all) {
    json::value made = inspect(n);
    for (const std::string& id : n.containers)
        if (const auto c = all.find(id); c && is_up(*c))
            if (auto in = endpoint_document(*c, n.name)) made["Containers"][id] = *std::move(in);
    return made;
}

}  // namespace slipway::engine
