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
#include <slipway/docker_api/detail/moment.hpp>
#include <slipway/engine/inspect_container.hpp>
#include <slipway/engine/inspect_network.hpp>
#include <slipway/engine/networks.hpp>

namespace slipway::docker_api::detail {

inline bool fits(const json::value& network, const filters& wanted, bool own, bool used) {
    const auto text = [&](const char* key) { return network.at(key).get<std::string>(); };
    const auto part_of = [&](const char* key) {
        return [value = text(key)](const std::string& v) { return value.find(v) != value.npos; };
    };
    const auto same = [](const std::string& value) {
        return [value](const std::string& v) { return v == value; };
    };
    return wanted.any("name", part_of("Name")) && wanted.any("id", part_of("Id")) &&
           wanted.any("driver", same(text("Driver"))) && wanted.any("scope", same("local")) &&
           wanted.any("type", same(own ? "custom" : "builtin")) &&
           wanted.any("dangling",
                      [&](const auto& v) { return (own && !used) == (v == "true" || v == "1"); }) &&
           wanted.labels(network.at("Labels").get<std::map<std::string, std::string>>());
}
/// GET /networks
inline void list_networks(call& c) {
    const filters wanted(c.parameter("filters"),
                         {"name", "id", "driver", "scope", "type", "label", "dangling"});
    json::value made = json::value::array();
    const auto add = [&](json::value network, bool own, bool used) {
        if (fits(network, wanted, own, used)) made.push_back(std::move(network));
    };
    for (const engine::named_network& each : engine::predefined_networks(c.at.containers))
        add(engine::inspect(each), false, true);
    for (const engine::named_network& each : engine::networks(c.at.containers))
        add(engine::inspect(each), true, !each.containers.empty());
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
    const filters wanted(c.parameter("filters"), {"label", "label!", "until"});
    json::value gone = json::value::array();
    const auto wants = [&](const engine::named_network& n) {
        return wanted.labels_and_no_others(n.labels) && is_until(wanted, n.created);
    };
    for (const engine::named_network& each : engine::prune_networks(c.at.containers, wants))
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
