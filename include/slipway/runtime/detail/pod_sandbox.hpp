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
#include <slipway/runtime/detail/name_servers.hpp>
#include <slipway/runtime/detail/pod_namespaces.hpp>
#include <slipway/runtime/detail/pod_network.hpp>
#include <slipway/runtime/detail/pod_resolver.hpp>
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

/// What the containers of a pod share: namespaces, an address in the pods' network, users where it asks for its own.
struct pod_sandbox {
    pod_sandbox(pod_network& n, user_id_blocks& ids, const sandbox_spec& s) : network(&n), spec(s) {
        if (n.apart() && spec.host_network) throw status_error(core::reason::invalid, "pods in this machine's network need root");
        if (spec.host_network) {
            if (spec.own_users) throw status_error(core::reason::invalid, "a pod in this machine's network cannot have users of its own");
            if (!spec.network.directory.empty()) throw status_error(core::reason::invalid, "a pod in this machine's network is in no other one");
            ip = n.shared() ? "127.0.0.1" : text_of(n.gateway());
            if (spec.name_servers.empty()) take(name_servers_here());
            return;
        }
        if (spec.no_network && !spec.ports.empty()) throw status_error(core::reason::invalid, "a pod without a network can publish no ports");
        if (spec.own_users) users = std::make_unique<held_ids>(ids);
        namespaces = std::make_unique<pod_namespaces>(spec.hostname, first_id(), n.apart());
        if (spec.no_network) {
            namespaces->inside().set_up(namespaces->inside().index_of("lo"));
            return;
        }
        if (!spec.network.directory.empty()) network = (own_network = std::make_unique<pod_network>(spec.network)).get();
        address = network->attach(namespaces->network(), namespaces->inside(), !spec.no_way_out, spec.network.names);
        ip = text_of(address);
        if (own_network) find_others();
        else if (spec.name_servers.empty() && !spec.no_way_out && network->leads_out()) take(name_servers_beyond());
    }
    pod_sandbox(pod_sandbox&& other) noexcept
        : own_network(std::move(other.own_network)), network(std::exchange(other.network, nullptr)), spec(std::move(other.spec)), users(std::move(other.users)),
          namespaces(std::move(other.namespaces)), resolver(std::move(other.resolver)), address(other.address), ip(std::move(other.ip)) {}
    ~pod_sandbox() {
        resolver.reset();
        if (network && address) network->detach(address);
    }
    /// By their names. What asks for others, asks from this machine: also servers of its loopback network can be asked.
    void find_others() {
        try {
            const bool asks_beyond = !spec.no_way_out && network->leads_out();
            if (spec.name_servers.empty() && asks_beyond) take(name_servers_here());
            resolver = std::make_unique<pod_resolver>(*namespaces, *network, spec.network, asks_beyond ? spec.name_servers : std::vector<std::string>());
            spec.name_servers = {pod_resolver::address};
        } catch (...) {
            network->detach(address);
            throw;
        }
    }
    void take(const name_servers& known) {
        spec.name_servers = known.addresses;
        if (spec.search_domains.empty()) spec.search_domains = known.search_domains;
    }
    int network_of_its_address() const { return network->apart() && namespaces ? namespaces->network() : -1; }
    std::optional<std::uint32_t> first_id() const { return users ? std::optional(users->first) : std::nullopt; }

    std::unique_ptr<pod_network> own_network;  ///< where it is not in that of the runtime
    pod_network* network;
    sandbox_spec spec;
    std::unique_ptr<held_ids> users;
    std::unique_ptr<pod_namespaces> namespaces;
    std::unique_ptr<pod_resolver> resolver;  ///< in one of its own
    ipv4 address = 0;
    std::string ip;
};

/// As whom a container's command runs in a pod, and what it may do. Throws `status_error` (invalid) for users and
/// capabilities that there are not.
inline credentials credentials_in(const pod_sandbox& in, const container_spec& spec) {
    const layer_view files(spec.image.layers);
    credentials who{identity_in(files, spec.user.empty() ? spec.image.config.user : spec.user),
                    capabilities_of(spec.privileged, spec.add_capabilities, spec.drop_capabilities),
                    !spec.privileged && !spec.may_gain_privileges};
    if (in.users && (who.user.uid >= ids_of_a_pod || who.user.gid >= ids_of_a_pod))
        throw status_error(core::reason::invalid, "user " + std::to_string(who.user.uid) + ':' + std::to_string(who.user.gid) +
                                                      " is beyond the 65536 users that a pod of its own users has");
    who.alone = in.network->apart();
    if (who.alone && (who.user.uid != 0 || who.user.gid != 0))
        throw status_error(core::reason::invalid, "without root a container has no other user than root: user " + std::to_string(who.user.uid) + ':' +
                                                      std::to_string(who.user.gid) + " cannot be had");
    return who;
}

/// The variables of a container's command, with the home of its user unless they name one.
inline std::vector<std::string> environment_of(const credentials& who, const container_spec& spec) {
    std::vector<std::string> made = assignments(spec.env);
    if (who.user.home.starts_with('/') && std::none_of(spec.env.begin(), spec.env.end(), [](const auto& e) { return e.first == "HOME"; }))
        made.push_back("HOME=" + who.user.home);
    return made;
}

}  // namespace slipway::runtime::detail
