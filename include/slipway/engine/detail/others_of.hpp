// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <slipway/engine/container.hpp>
#include <slipway/runtime/cpu_list.hpp>

namespace slipway::engine::detail {

/// It has the name and the name servers of the other one. Throws `status_error` (invalid) for what
/// would be its own in there.
inline void take_network_of(container_options& o, const container_record& other) {
    const auto refuse = [&](const char* what) {
        throw status_error(core::reason::invalid,
                           "a container in the network of container " + other.name + " has no " +
                               what +
                               " of its own: that one has them, where it was made with them");
    };
    if (!o.hostname.empty()) refuse("host name");
    if (!o.ports.empty()) refuse("published ports");
    if (!o.hosts.empty()) refuse("lines in /etc/hosts");
    if (!o.name_servers.empty() || !o.search_domains.empty() || !o.resolver_options.empty())
        refuse("name servers");
    for (const auto& [name, value] : o.sysctls)
        if (name.starts_with("net.")) refuse("settings of a network");
    if (!o.domain_name.empty()) refuse("domain name");
    if (o.image_hosts) refuse("/etc/hosts");
    o.hostname = other.pod.hostname;
    if (o.uts.whose == runtime::namespace_choice::own) o.domain_name = other.pod.domain_name;
    o.image_hosts = other.pod.image_hosts;
    o.hosts = other.pod.hosts;
    o.name_servers = other.pod.name_servers;
    o.search_domains = other.pod.search_domains;
    o.resolver_options = other.pod.resolver_options;
    if (runtime::asks_networks(other.pod)) o.name_servers = {runtime::name_server_of_networks};
    for (auto& [address, names] : o.hosts)
        if (address == "host-gateway" && !other.pod.network.directory.empty())
            address = other.pod.network.gateway;
    if (!other.pod.host_network) return;
    o.network_of = {};
    o.host_network = true;
}

/// Puts the ids of containers where options name others whose namespaces they join. `get` gives the
/// record of one by its name or id, or throws. Throws `status_error` (invalid) for what cannot be
/// joined.
template <class Get>
void name_others(container_options& o, Get get) {
    for (runtime::namespace_choice* each : {&o.pid, &o.ipc, &o.uts, &o.network_of}) {
        if (each->whose != runtime::namespace_choice::container) continue;
        const container_record other = get(each->key);
        if (each == &o.ipc && !other.shareable_ipc)
            throw status_error(
                core::reason::invalid,
                "container " + other.name +
                    " has its IPC for itself: others can join it where it was made shareable (--ipc shareable; in a program container_options::shareable_ipc)");
        each->key = other.id;
    }
    if (o.uts.whose != runtime::namespace_choice::own && !o.hostname.empty())
        throw status_error(
            core::reason::invalid,
            "a container that has another's host name (--uts; in a program container_options::uts) cannot be given '" +
                o.hostname.substr(0, 64) + "' as its own");
    if (o.network_of.whose == runtime::namespace_choice::container)
        take_network_of(o, get(o.network_of.key));
    if (o.uts.whose == runtime::namespace_choice::container)
        o.hostname = get(o.uts.key).pod.hostname;
    runtime::check_list(o.limits.cpus, runtime::listed_cpus);
    runtime::check_list(o.limits.memory_nodes, runtime::listed_nodes);
}

/// Adds what other containers see of this machine: of two at one place the later one counts, and
/// what is asked for itself before both.
template <class Get>
void add_volumes_of_others(container_options& o, Get get) {
    const auto at = [](const std::string& target) {
        return ("/" / std::filesystem::path(target) / "").lexically_normal();
    };
    std::vector<volume> all;
    for (const volumes_source& from : o.volumes_from)
        for (const runtime::mount& m : get(from.container).spec.mounts) {
            std::erase_if(all, [&](const volume& v) { return at(v.target) == at(m.target); });
            all.push_back({.source = m.source.string(),
                           .target = m.target,
                           .read_only = m.read_only || from.read_only});
        }
    for (volume& v : all) {
        const auto same = [&](const auto& one) { return at(one.target) == at(v.target); };
        if (std::none_of(o.volumes.begin(), o.volumes.end(), same) &&
            std::none_of(o.tmpfs.begin(), o.tmpfs.end(), same))
            o.volumes.push_back(std::move(v));
    }
}

}  // namespace slipway::engine::detail
