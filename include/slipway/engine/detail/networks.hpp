// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <utility>

#include <slipway/core/clock.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/core/random.hpp>
#include <slipway/engine/container_networks.hpp>
#include <slipway/engine/detail/made_up_name.hpp>
#include <slipway/engine/detail/network_files.hpp>
#include <slipway/engine/networks.hpp>
#include <slipway/runtime/clear_network.hpp>
#include <slipway/runtime/network.hpp>

namespace slipway::engine {

namespace detail {

inline bool has(const std::vector<joined_network>& all, const named_network& one) {
    return std::any_of(all.begin(), all.end(),
                       [&](const joined_network& n) { return n.name == one.name; });
}
/// With the containers that are in them.
inline std::vector<named_network> with_containers(std::vector<named_network> of, containers& all) {
    const std::vector<container> known = all.list();
    for (named_network& each : of)
        for (const container& c : known)
            if (has(networks_of(static_cast<const container_record&>(c)), each))
                each.containers.push_back(c.id);
    return of;
}

/// Those that a new one must not overlap with, each with what it is.
inline std::vector<std::pair<runtime::ipv4_network, std::string>> taken_subnets(
    const network_files& files) {
    std::vector<std::pair<runtime::ipv4_network, std::string>> made;
    for (const named_network& each : files.all())
        made.emplace_back(runtime::ipv4_network::parse(each.subnet),
                          "that of the network " + each.name);
    for (unsigned n = 0; n < runtime::programs_with_networks; ++n) {
        made.emplace_back(runtime::pods_of_program(n), "which pods have that ask for no network");
        made.emplace_back(runtime::services_of_program(n), "which services have");
    }
    for (const runtime::ipv4_network& each : runtime::networks_here())
        made.emplace_back(each, "which this machine reaches otherwise");
    return made;
}
/// A free one of 256 addresses: of those beside the runtimes' own, or else of the other private
/// ones (RFC 1918). Where it is looked for first is left to chance, so that those of several roots,
/// which do not know of each other, are rarely the same.
inline runtime::ipv4_network free_subnet(const network_files& files, core::random_source& random) {
    constexpr unsigned prefix = 24;
    constexpr std::uint32_t size = 256;
    const auto taken = taken_subnets(files);
    for (const auto& [first, last] : {std::pair("10.241.0.0", "10.254.255.0"),
                                      {"172.16.0.0", "172.31.255.0"},
                                      {"192.168.0.0", "192.168.255.0"}}) {
        const std::uint32_t from = runtime::ipv4_number(first),
                            count = (runtime::ipv4_number(last) - from) / size + 1;
        const auto start = static_cast<std::uint32_t>(random.number(count));
        for (std::uint32_t n = 0; n < count; ++n) {
            const runtime::ipv4_network one{from + (start + n) % count * size, prefix};
            if (std::none_of(taken.begin(), taken.end(),
                             [&](const auto& t) { return t.first.overlaps(one); }))
                return one;
        }
    }
    throw status_error(
        core::reason::service_unavailable,
        "no network of 256 private addresses is free on this machine: name one, such as 10.1.2.0/24 (--subnet; in a program network_options::subnet)");
}
inline runtime::ipv4_network wanted_subnet(const network_files& files, const std::string& text) {
    if (text.find(':') != text.npos)
        throw status_error(core::reason::invalid,
                           "networks have IPv4 addresses here, and none of IPv6: the subnet " +
                               text.substr(0, 64) + " cannot be had");
    const auto made = runtime::ipv4_network::parse(text);
    if (made.prefix < 8 || made.prefix > 30)
        throw status_error(core::reason::invalid, "the subnet " + text + " has " +
                                                      (made.prefix < 8 ? "too many" : "too few") +
                                                      " addresses: it is of 8 to 30 bits");
    for (const std::uint32_t first : {0U, 127U, 224U, 240U})
        if (const unsigned bits = first < 224 ? 8 : 4; made.overlaps({first << 24, bits}))
            throw status_error(core::reason::invalid,
                               "the subnet " + text + " has addresses that no container can have");
    for (const auto& [network, what] : taken_subnets(files))
        if (network.overlaps(made))
            throw status_error(core::reason::conflict, "the subnet " + text + " overlaps with " +
                                                           network.text() + ", " + what);
    return made;
}
inline std::uint32_t wanted_gateway(const runtime::ipv4_network& subnet, const std::string& text) {
    if (text.empty()) return subnet.address + 1;
    const std::uint32_t made = runtime::ipv4_number(text);
    if (made <= subnet.address || made >= subnet.last())
        throw status_error(
            core::reason::invalid,
            "the gateway " + text + " is no address for it in the subnet " + subnet.text());
    return made;
}
inline std::string wanted_range(const runtime::ipv4_network& subnet, std::uint32_t gateway,
                                const std::string& text) {
    if (text.empty()) return {};
    const auto made = runtime::ipv4_network::parse(text);
    if (made.prefix < subnet.prefix || !subnet.contains(made.address))
        throw status_error(core::reason::invalid,
                           "the range " + text + " is no part of the subnet " + subnet.text());
    const auto is_free = [&](std::uint32_t one) {
        return one > subnet.address && one < subnet.last() && one != gateway;
    };
    if (made.prefix >= 31 && !is_free(made.address) && !is_free(made.last()))
        throw status_error(core::reason::invalid,
                           "the range " + text + " has no address for a container");
    return made.text();
}
inline void check_no_predefined(const std::string& name, const char* what) {
    if (is_predefined_network(name))
        throw status_error(core::reason::forbidden,
                           "the network " + name + " is always there: it cannot be " + what);
}

}  // namespace detail

SLIPWAY_INLINE std::vector<named_network> networks(containers& all) {
    return detail::with_containers(detail::network_files(all.root()).all(), all);
}
SLIPWAY_INLINE std::vector<named_network> predefined_networks(containers& all) {
    std::vector<named_network> made;
    for (const char* const name : {"bridge", "host", "none"})
        made.push_back({.id = name, .name = name});
    return detail::with_containers(std::move(made), all);
}
SLIPWAY_INLINE named_network get_network(containers& all, const std::string& name_or_id) {
    const std::string name = name_or_id == "default" ? "bridge" : name_or_id;
    return detail::with_containers(
               {is_predefined_network(name) ? named_network{.id = name, .name = name}
                                            : detail::network_files(all.root()).get(name)},
               all)
        .front();
}
SLIPWAY_INLINE named_network create_network(containers& all, const network_options& options) {
    detail::check_no_predefined(options.name, "made");
    detail::check_name(options.name, "network");
    if (options.subnet.empty() && !options.gateway.empty())
        throw status_error(core::reason::invalid, "a gateway goes with a subnet that it is in");
    if (options.subnet.empty() && !options.range.empty())
        throw status_error(core::reason::invalid,
                           "a range goes with a subnet that it is a part of");
    const detail::network_files files(all.root());
    const auto alone = files.lock(LOCK_EX);
    files.clear();
    const std::vector<named_network> known = files.all();
    if (std::any_of(known.begin(), known.end(),
                    [&](const named_network& n) { return n.name == options.name; }))
        throw status_error(core::reason::already_exists,
                           "there is a network " + options.name + " already");
    core::random_source random;
    const auto subnet = options.subnet.empty() ? detail::free_subnet(files, random)
                                               : detail::wanted_subnet(files, options.subnet);
    const std::uint32_t gateway = detail::wanted_gateway(subnet, options.gateway);
    named_network made{.name = options.name,
                       .subnet = subnet.text(),
                       .gateway = runtime::ipv4_text(gateway),
                       .range = detail::wanted_range(subnet, gateway, options.range),
                       .internal = options.internal,
                       .labels = options.labels};
    do made.id = detail::made_up_id(random);
    while (std::any_of(known.begin(), known.end(), [&](const named_network& n) {
        return files.spec(n).bridge == files.spec(made).bridge;
    }));
    made.created = core::wall_now();
    files.write(made);
    return made;
}
SLIPWAY_INLINE void remove_network(containers& all, const std::string& name_or_id) {
    detail::check_no_predefined(name_or_id, "removed");
    const detail::network_files files(all.root());
    const auto alone = files.lock(LOCK_EX);
    const named_network which = get_network(all, name_or_id);
    if (!which.containers.empty()) {
        const auto one = all.find(which.containers.front());
        throw status_error(
            core::reason::conflict,
            "network " + which.name +
                " is in use: " + (one ? one->name : which.containers.front()) + " is in it" +
                (which.containers.size() > 1
                     ? ", and " + std::to_string(which.containers.size() - 1) + " more"
                     : ""));
    }
    runtime::clear_network(files.spec(which));
    files.remove(which.name);
}
SLIPWAY_INLINE std::vector<named_network> unused_networks(containers& all) {
    std::vector<named_network> made = networks(all);
    std::erase_if(made, [](const named_network& n) { return !n.containers.empty(); });
    return made;
}
SLIPWAY_INLINE std::vector<named_network> prune_networks(
    containers& all, const std::function<bool(const named_network&)>& fits) {
    std::vector<named_network> made;
    for (named_network& each : unused_networks(all)) {
        if (fits && !fits(each)) continue;
        try {
            remove_network(all, each.name);
            made.push_back(std::move(each));
        } catch (const status_error& e) {
            if (!e.is(core::reason::conflict) && !e.is(core::reason::not_found))
                throw;  // otherwise somebody has come into it, or removed it, meanwhile
        }
    }
    const detail::network_files files(all.root());
    {
        const auto alone = files.lock(LOCK_EX);
        files.clear();
    }
    files.tell(detail::network_files::pruned);
    return made;
}

}  // namespace slipway::engine
