// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <slipway/runtime/detail/launch.hpp>
#include <slipway/runtime/detail/layer_view.hpp>
#include <slipway/runtime/detail/links_here.hpp>
#include <slipway/runtime/detail/name_servers.hpp>
#include <slipway/runtime/detail/pod_links.hpp>
#include <slipway/runtime/detail/pod_namespaces.hpp>
#include <slipway/runtime/detail/pod_network.hpp>
#include <slipway/runtime/detail/pod_resolver.hpp>
#include <slipway/runtime/detail/without_root.hpp>
#include <slipway/runtime/sysctl.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::runtime::detail {

/// A block of user ids that a pod has as long as this.
class held_ids {
public:
    explicit held_ids(user_id_blocks& from) : from_(from), first(from.take()) {}
    held_ids(const held_ids&) = delete;
    ~held_ids() { from_.give_back(first); }

private:
    user_id_blocks& from_;

public:
    const std::uint32_t first;
};

/// What the containers of a pod share: namespaces, an address in each of its networks, users where
/// it asks for its own.
struct pod_sandbox {
    /// `before`: namespaces that have been made for it already.
    pod_sandbox(pod_network& n, user_id_blocks& ids, const sandbox_spec& s,
                std::optional<new_namespaces> before = std::nullopt)
        : network(&n), spec(s), asked(s) {
        if (spec.own_users &&
            (spec.ipc.whose != namespace_choice::own || spec.uts.whose != namespace_choice::own ||
             spec.network_of.whose != namespace_choice::own))
            throw status_error(
                core::reason::invalid,
                "a pod with users of its own shares no network, no IPC and no host name with others");
        check_names();
        if (spec.network_of.whose != namespace_choice::own) {
            check_joined_network();
            namespaces = std::make_unique<pod_namespaces>(spec);
            for (const link_address& each : in_network(namespaces->network(), ipv4_addresses_here))
                if (each.link != "lo" && ip.empty()) ip = text_of(each.address);
            const auto ways = in_network(namespaces->network(), gateway_routes_here);
            const bool leads_out = std::any_of(ways.begin(), ways.end(),
                                               [](const gateway_route& w) { return w.for_all; });
            if (spec.name_servers.empty() && leads_out) take(name_servers_of_pods());
            name_the_host();
            return;
        }
        if (spec.host_network) {
            if (spec.own_users)
                throw status_error(core::reason::invalid,
                                   "a pod in this machine's network cannot have users of its own");
            if (!spec.network.directory.empty() || !spec.more_networks.empty())
                throw status_error(core::reason::invalid,
                                   "a pod in this machine's network is in no other one");
            ip = n.shared() ? "127.0.0.1" : text_of(n.gateway());
            if (!spec.sysctls.empty())
                throw status_error(
                    core::reason::invalid,
                    "a pod in this machine's network has no settings of the kernel for itself: '" +
                        spec.sysctls.front().first + "' would be this machine's");
            if (spec.name_servers.empty())
                take(is_in_nodes_network() ? name_servers_of_pods() : name_servers_here());
            name_the_host();
            namespaces = std::make_unique<pod_namespaces>(spec);
            return;
        }
        check_settings();
        for (const auto& setting : spec.sysctls) sysctl_file(setting.first);
        if (spec.no_network && !spec.ports.empty())
            throw status_error(core::reason::invalid,
                               "a pod without a network can publish no ports");
        if (spec.own_users) users = std::make_unique<held_ids>(ids);
        namespaces = std::make_unique<pod_namespaces>(spec, first_id(), std::move(before));
        links = std::make_unique<pod_links>(n, *namespaces, !spec.no_way_out);
        join(networks_of(spec));
        name_the_host();
    }

    /// From now on it is in these. Nothing has changed where this throws.
    void join(const std::vector<network_spec>& wanted) {
        if (!links)
            throw status_error(
                core::reason::invalid,
                "a pod in the network of " +
                    (spec.host_network ? std::string("this machine")
                                       : "container \"" + spec.network_of.key + '"') +
                    " is in no other one");
        links->join(wanted);
        put_into(spec, wanted);
        const auto now = places();
        ip = now.empty() ? "" : now.front().ip;
        spec.name_servers = asked.name_servers;
        spec.search_domains = asked.search_domains;
        if (spec.name_servers.empty() && !spec.no_network) take(links->servers_beyond());
        if (!links->has_resolver()) return;
        // It asks from this machine: also servers of its loopback network can be asked.
        links->ask(spec.name_servers);
        spec.name_servers = {pod_resolver::address};
    }
    std::vector<network_place> places() const {
        return links ? links->places() : std::vector<network_place>();
    }
    /// In the order of its networks.
    std::vector<std::string> ips() const {
        std::vector<std::string> made;
        for (const network_place& each : places()) made.push_back(each.ip);
        if (made.empty() && !ip.empty()) made.push_back(ip);
        return made;
    }
    void take(const name_servers& known) {
        spec.name_servers = known.addresses;
        if (spec.search_domains.empty()) spec.search_domains = known.search_domains;
    }
    void check_names() const {
        if (spec.image_hosts && !spec.hosts.empty())
            throw status_error(
                core::reason::invalid,
                "a pod whose containers have the /etc/hosts of their images adds no lines to it, such as that of " +
                    spec.hosts.front().second);
        if (!spec.domain_name.empty() &&
            (spec.host_network || spec.uts.whose != namespace_choice::own))
            throw status_error(
                core::reason::invalid,
                "a pod that has no host name of its own has no domain name of its own either: \"" +
                    spec.domain_name.substr(0, 128) + "\" would be that of others, too");
    }
    /// All that is said of its network would be said of another's.
    void check_joined_network() const {
        const auto refuse = [&](const std::string& what) {
            throw status_error(core::reason::invalid, "a pod in the network of container \"" +
                                                          spec.network_of.key + "\" has no " +
                                                          what + " of its own");
        };
        if (spec.network_of.whose == namespace_choice::machine)
            throw status_error(core::reason::invalid,
                               "this machine's network is asked for as the host's");
        if (spec.host_network || spec.no_network || !spec.network.directory.empty() ||
            !spec.more_networks.empty())
            refuse("network");
        if (!spec.ports.empty()) refuse("ports");
        for (const auto& [name, value] : spec.sysctls)
            if (name.starts_with("net")) refuse("'" + name + '\'');
        check_settings();
    }
    /// What is set for namespaces that are not its own would be set for others.
    void check_settings() const {
        if (spec.ipc.whose == namespace_choice::own) return;
        for (const auto& setting : spec.sysctls)
            if (!setting.first.starts_with("net"))
                throw status_error(
                    core::reason::invalid,
                    "'" + setting.first +
                        "' would be set for others, too: this pod has no IPC of its own");
    }
    /// Puts this machine's address in the place of `host-gateway`.
    void name_the_host() {
        for (auto& [address, names] : spec.hosts) {
            if (address != "host-gateway") continue;
            if (network->rootless() && (!spec.host_network || is_in_nodes_network()))
                throw status_error(
                    core::reason::invalid,
                    "host-gateway stands for no address here: without root this machine is not in the network of its pods");
            if (spec.no_network)
                throw status_error(
                    core::reason::invalid,
                    "host-gateway stands for no address here: a pod without a network does not reach this machine");
            address = spec.host_network                ? ip
                      : spec.network.directory.empty() ? text_of(network->gateway())
                                                       : spec.network.gateway;
        }
    }
    int network_of_its_address() const {
        return network->rootless() && (!spec.host_network || is_in_nodes_network())
                   ? network->rootless()->network
                   : -1;
    }
    /// Whether "this machine's network" is what stands in for it, where its pods have their bridge:
    /// so it is for a program that is a node itself, and reaches its pods there. The pods of
    /// others, who keep theirs for a user of this machine, are in the machine's own.
    bool is_in_nodes_network() const {
        return spec.host_network && network->rootless() && !network->shared();
    }
    /// Whether it is in a network that no user namespace of ours has made: the kernel shows that in
    /// no new file systems.
    bool is_in_foreign_network() const {
        return spec.host_network && network->rootless() && network->shared();
    }

    /// Descriptors of namespaces that its containers join.
    std::vector<int> joined() const {
        std::vector<int> made = namespaces->all();
        if (is_in_nodes_network()) made.push_back(network->rootless()->network);
        return made;
    }
    /// CLONE_NEW... of these, which a command beside a container enters.
    int joined_kinds() const {
        return namespaces->kinds() | (is_in_nodes_network() ? CLONE_NEWNET : 0);
    }
    /// Where its network is not made here: those of this machine, as pods reach them.
    name_servers name_servers_of_pods() const {
        auto known = name_servers_beyond();
        if (known.addresses.empty() && network->rootless() &&
            !network->rootless()->name_server.empty())
            known = {{network->rootless()->name_server}, name_servers_here().search_domains};
        return known;
    }
    std::optional<std::uint32_t> first_id() const {
        return users ? std::optional(users->first) : std::nullopt;
    }

    pod_network* network;  ///< that of the runtime
    sandbox_spec spec;     ///< as it has become
    sandbox_spec asked;
    std::unique_ptr<held_ids> users;
    std::unique_ptr<pod_namespaces> namespaces;
    std::unique_ptr<pod_links> links;  ///< none in this machine's network
    std::string ip;                    ///< in the first of its networks
};

/// As whom a container's command runs in a pod, and what it may do. Throws `status_error` (invalid)
/// for users and capabilities that there are not, and what else there is not without root.
inline credentials credentials_in(const pod_sandbox& in, const container_spec& spec) {
    const layer_view files(spec.image.layers);
    credentials who{identity_in(files, spec.user.empty() ? spec.image.config.user : spec.user),
                    capabilities_of(spec.privileged, spec.add_capabilities, spec.drop_capabilities),
                    !spec.privileged && !spec.may_gain_privileges};
    for (const std::string& group : spec.groups) who.user.groups.push_back(group_in(files, group));
    if (in.users && (who.user.uid >= ids_of_a_pod || who.user.gid >= ids_of_a_pod))
        throw status_error(core::reason::invalid,
                           "user " + std::to_string(who.user.uid) + ':' +
                               std::to_string(who.user.gid) +
                               " is beyond the 65536 users that a pod of its own users has");
    if (in.network->rootless())
        check_without_root(who, spec, in.network->rootless()->no_other_users);
    return who;
}

/// What a container's first process does for the settings of the kernel of its pod, where `/proc`
/// is mounted at this place.
inline std::vector<root_step> settings_of(const pod_sandbox& pod, const std::string& proc) {
    std::vector<root_step> made;
    for (const auto& [name, value] : pod.spec.sysctls)
        made.push_back({.what = root_step::setting,
                        .source = value,
                        .target = proc + "/sys/" + sysctl_file(name)});
    return made;
}

/// The variables of a container's command, with the home of its user unless they name one.
inline std::vector<std::string> environment_of(const credentials& who, const container_spec& spec) {
    std::vector<std::string> made = assignments(spec.env);
    if (who.user.home.starts_with('/') &&
        std::none_of(spec.env.begin(), spec.env.end(),
                     [](const auto& e) { return e.first == "HOME"; }))
        made.push_back("HOME=" + who.user.home);
    return made;
}

}  // namespace slipway::runtime::detail
