// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <utility>

#include <slipway/docker_api/detail/call.hpp>
#include <slipway/docker_api/detail/container_request.hpp>
#include <slipway/docker_api/detail/fields.hpp>
#include <slipway/docker_api/detail/filters.hpp>
#include <slipway/engine/filter_networks.hpp>
#include <slipway/engine/inspect_container.hpp>
#include <slipway/engine/inspect_network.hpp>
#include <slipway/engine/networks.hpp>
#include <slipway/engine/prune.hpp>

namespace slipway::docker_api::detail {

/// GET /networks
inline void list_networks(call& c) {
    const engine::filters wanted = filters_of(c, engine::network_filters);
    json::value made = json::value::array();
    for (const auto& all :
         {engine::predefined_networks(c.at.containers), engine::networks(c.at.containers)})
        for (const engine::named_network& each : all)
            if (engine::fits(each, wanted)) made.push_back(engine::inspect(each));
    c.give(made);
}
/// GET /networks/{name or id}
inline void inspect_network(call& c) {
    c.give(engine::inspect(engine::get_network(c.at.containers, c.operand()), c.at.containers));
}

/// `IPAM` of a network that is to be made.
inline void add_subnet(engine::network_options& to, const fields& ipam) {
    if (const std::string driver = ipam.text("Driver"); !driver.empty() && driver != "default")
        throw not_here("addresses come from no driver '" + driver.substr(0, 64) + "' here");
    refuse(ipam, {{"Options"}});
    const json::value& all = ipam.at("Config");
    if (all.is_null()) return;
    if (!all.is_array()) throw bad_parameter("IPAM.Config must be a list");
    if (all.size() > 1) throw not_here("a network has one subnet here");
    for (const json::value& each : all) {
        const fields config(each, "IPAM.Config");
        if (config.says("AuxiliaryAddresses"))
            throw not_here(
                "no addresses of a network are kept for others here: it has no AuxiliaryAddresses, but an IPRange");
        to.subnet = config.text("Subnet");
        to.gateway = config.text("Gateway");
        to.range = config.text("IPRange");
    }
}
/// POST /networks/create
inline void create_network(call& c) {
    const json::value request = c.document();
    const fields wanted(request);
    if (const std::string driver = wanted.text("Driver");
        !driver.empty() && driver != "bridge" && driver != "default")
        throw not_here("networks are bridges of this machine here: there is no driver '" +
                       driver.substr(0, 64) + "'");
    if (wanted.flag("EnableIPv6"))
        throw not_here("networks have IPv4 addresses here, and none of IPv6");
    refuse(wanted, {{"Ingress"}, {"ConfigOnly"}, {"Options"}, {"Scope", "local"}});
    if (wanted.has("EnableIPv4") && !wanted.flag("EnableIPv4"))
        throw not_here("networks have IPv4 addresses here");
    if (wanted.object("ConfigFrom").says("Network"))
        throw not_here("networks are made from no other ones here");
    engine::network_options options{.name = wanted.text("Name"),
                                    .internal = wanted.flag("Internal"),
                                    .labels = wanted.map("Labels")};
    add_subnet(options, wanted.object("IPAM"));
    c.give({{"Id", engine::create_network(c.at.containers, options).id}, {"Warning", ""}}, 201);
}
/// DELETE /networks/{name or id}
inline void remove_network(call& c) {
    engine::remove_network(c.at.containers, c.operand());
    c.done();
}
/// POST /networks/prune
inline void prune_networks(call& c) {
    json::value gone = json::value::array();
    for (const engine::named_network& each :
         engine::prune_networks(c.at.containers, filters_of(c, engine::network_prune_filters)))
        gone.push_back(each.name);
    c.give({{"NetworksDeleted", std::move(gone)}});
}

/// POST /networks/{name or id}/connect
inline void connect_network(call& c) {
    const json::value request = c.document();
    const fields wanted(request);
    c.at.containers.connect(c.at.containers.get(wanted.text("Container")),
                            endpoint_of(c.operand(), wanted.object("EndpointConfig")));
    c.done(200);
}
/// POST /networks/{name or id}/disconnect
inline void disconnect_network(call& c) {
    const json::value request = c.document();
    c.at.containers.disconnect(c.at.containers.get(fields(request).text("Container")), c.operand());
    c.done(200);
}

}  // namespace slipway::docker_api::detail
