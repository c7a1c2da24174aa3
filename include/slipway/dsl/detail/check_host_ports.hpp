// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/api/host_ports.hpp>
#include <slipway/dsl/detail/check_pods.hpp>
#include <slipway/dsl/detail/check_workload.hpp>

namespace slipway::dsl::detail {

struct host_port {
    long number = 0;
    std::string_view protocol{};
    long pods = 0;  ///< that take it, of the workloads seen so far
};

/// Each node gives a port once: no more pods can take it than there are nodes.
constexpr void check_host_ports(const Cluster& cluster, findings& found) {
    if (cluster.nodePools.empty()) return;
    long nodes = 0;
    for (const NodePool& p : cluster.nodePools) nodes += p.max;
    core::list<host_port> ports;
    for (const object& o : cluster.resources) {
        const api::PodSpec* const pod = o.pods();
        if (!pod) continue;
        for (const api::Container& c : pod->containers)
            for (const api::ContainerPort& p : c.ports) {
                const long number = api::host_port_of(*pod, p);
                if (!number) continue;
                host_port* taken = nullptr;
                for (host_port& before : ports)
                    if (before.number == number && before.protocol == protocol_of(p.protocol))
                        taken = &before;
                if (!taken) taken = &ports.push_back({number, protocol_of(p.protocol)});
                const long before = taken->pods;
                taken->pods += o.is<api::DaemonSet>() ? nodes : replicas_of(o);
                if (taken->pods > nodes && before <= nodes)
                    report(found, o, rule::host_port_clash,
                           words(title(o)).add(", container ").add(c.name.view()),
                           words("port ")
                               .add(number)
                               .add(": ")
                               .add(taken->pods)
                               .add(" pods, ")
                               .add(nodes)
                               .add(nodes == 1 ? " node" : " nodes"));
            }
    }
}

}  // namespace slipway::dsl::detail
