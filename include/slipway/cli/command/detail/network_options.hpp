// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <slipway/cli/command/detail/surrounding_options.hpp>
#include <slipway/cli/command/parse.hpp>
#include <slipway/core/split.hpp>
#include <slipway/engine/containers.hpp>
#include <slipway/engine/network.hpp>
#include <slipway/runtime/hardware_address.hpp>

namespace slipway::cli::command::detail {

/// Throws `usage_error`.
inline std::string link_address_in(const std::string& text) {
    in_words_of_the_line([&] { return runtime::hardware_address_named(text); });
    return text;
}
/// `NETWORK`, or `name=NETWORK,alias=NAME,ip=ADDRESS,mac-address=ADDRESS`. Throws `usage_error`.
inline engine::network_endpoint endpoint_in(const std::string& text) {
    if (text.find('=') == text.npos) return {text, {}, {}, {}};
    engine::network_endpoint made;
    for (const std::string& one : core::split(text)) {
        const std::string value = one.substr(std::min(one.find('=') + 1, one.size()));
        if (one.starts_with("name=")) made.network = value;
        else if (one.starts_with("alias=")) made.aliases.push_back(value);
        else if (one.starts_with("ip=")) made.ip = value;
        else if (one.starts_with("mac-address=")) made.hardware_address = link_address_in(value);
        else
            throw usage_error(
                "'" + one +
                "' says nothing about how to be in a network: name=NETWORK, alias=NAME, ip=ADDRESS and mac-address=ADDRESS do");
    }
    if (made.network.empty())
        throw usage_error("'" + text +
                          "' names no network: it is name=NETWORK,alias=NAME,ip=ADDRESS");
    return made;
}
/// Throws `usage_error`.
inline void add_networks(engine::container_options& to, const arguments& given) {
    std::vector<engine::network_endpoint> all;
    for (const std::string& one : given.values("network")) all.push_back(endpoint_in(one));
    if (all.empty()) all.push_back({"bridge", {}, {}, {}});
    engine::network_endpoint& first = all.front();
    const bool joins =
        in_words_of_the_line([&] { return engine::set_network_of(to, first.network); });
    for (const std::string& alias : given.values("network-alias")) first.aliases.push_back(alias);
    if (given.has("ip")) first.ip = given.value("ip");
    if (given.has("mac-address"))
        first.hardware_address = link_address_in(given.value("mac-address"));
    for (const engine::network_endpoint& each : all) {
        const bool alone = each.network == "host" || each.network == "none" ||
                           each.network.starts_with("container:");
        if (alone && !each.hardware_address.empty())
            throw usage_error("a container in the network " + each.network +
                              " has no link of its own: --mac-address does not go with it");
        if (alone && all.size() > 1)
            throw usage_error("a container in the network " + each.network + " is in no other one");
        if (!engine::is_predefined_network(each.network) && !joins) continue;
        if (!each.aliases.empty())
            throw usage_error(
                "only in a network that was made a container has more names: --network-alias does not go with --network " +
                each.network);
        if (!each.ip.empty())
            throw usage_error(
                "only in a network that was made a container has an address that is named: --ip does not go with --network " +
                each.network);
    }
    to.host_network = first.network == "host";
    to.no_network = first.network == "none";
    if (!engine::is_predefined_network(first.network) && !joins) to.network = first.network;
    to.network_aliases = std::move(first.aliases);
    to.ip = std::move(first.ip);
    to.hardware_address = std::move(first.hardware_address);
    to.more_networks.assign(all.begin() + 1, all.end());
}
/// Ports are published by a container with a network of its own. Throws `usage_error`.
inline void check_ports(const engine::container_options& to, const arguments& given) {
    if (to.ports.empty()) return;
    if (to.no_network)
        throw usage_error(
            "a container without a network has no ports to publish: --publish does not go with --network none");
    if (to.host_network)
        throw usage_error(
            "a container in this machine's network has its ports already: --publish does not go with --network host");
    if (to.network_of.whose != runtime::namespace_choice::own)
        throw usage_error(
            "a container in the network of another one has that one's ports: --publish does not go with --network " +
            given.value("network"));
}

}  // namespace slipway::cli::command::detail
