// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/api/core_v1.hpp>
#include <slipway/api/host_ports.hpp>
#include <slipway/api/placement.hpp>
#include <slipway/core/map.hpp>
#include <slipway/core/quantity.hpp>

/// Whether a pod fits a node: the part of scheduling that the autoscaler asks about nodes that do
/// not exist.
namespace slipway::controllers::detail {

/// Amounts in thousandths, by resource; `pods` counts.
struct resources {
    std::int64_t cpu = 0;
    std::int64_t memory = 0;
    std::int64_t pods = 0;
    std::map<std::string, std::int64_t> other;  ///< resources whose names have a domain

    void add(const resources& r, int sign) {
        cpu += sign * r.cpu;
        memory += sign * r.memory;
        pods += sign * r.pods;
        for (const auto& [name, amount] : r.other) other[name] += sign * amount;
    }
    void raise_to(const resources& r) {
        cpu = std::max(cpu, r.cpu);
        memory = std::max(memory, r.memory);
        for (const auto& [name, amount] : r.other) other[name] = std::max(other[name], amount);
    }

    static resources read(const core::map<core::text>& given) {
        resources made;
        for (const auto& e : given) {
            const std::int64_t milli =
                core::parse_quantity(e.value.view()).value_or(core::amount{}).milli;
            if (e.key == "cpu") made.cpu = milli;
            else if (e.key == "memory") made.memory = milli;
            else if (e.key == "pods") made.pods = milli / 1000;
            else if (e.key.view().find('/') != std::string_view::npos)
                made.other[std::string(e.key.view())] = milli;
        }
        return made;
    }
};

/// What the containers of a pod ask for: all of them together, or the largest of those that run
/// before them.
inline resources demand_of(const api::Pod& pod) {
    resources sum, largest;
    for (const auto& c : pod.spec.containers) sum.add(resources::read(c.resources->requests), 1);
    resources beside;
    for (const auto& c : pod.spec.initContainers) {
        resources one = resources::read(c.resources->requests);
        if (c.restartPolicy == "Always") {
            beside.add(one, 1);
            continue;
        }
        one.add(beside, 1);
        largest.raise_to(one);
    }
    sum.add(beside, 1);
    sum.raise_to(largest);
    sum.add(resources::read(pod.spec.overhead), 1);
    sum.pods = 1;
    return sum;
}

inline bool likes(const api::Pod& pod, const core::map<core::text>& labels,
                  const core::text& name) {
    return api::chooses(
        pod.spec, [&](std::string_view key) { return api::node_label{labels.find(key)}; },
        [&](std::string_view key) {
            return api::node_label{key == "metadata.name" ? &name : nullptr};
        });
}

/// A port of a node that a pod takes.
struct host_port {
    core::text address;  ///< empty: all of the node's
    core::text protocol;
    long number = 0;

    bool clashes(const host_port& o) const {
        const auto all = [](const core::text& a) { return a.empty() || a == "0.0.0.0"; };
        return number == o.number && protocol == o.protocol &&
               (all(address) || all(o.address) || address == o.address);
    }
};

inline std::vector<host_port> host_ports_of(const api::Pod& pod) {
    std::vector<host_port> made;
    api::each_host_port(pod.spec, [&](const api::ContainerPort& p, long number) {
        made.push_back({p.hostIP, p.protocol.empty() ? core::text("TCP") : p.protocol, number});
    });
    return made;
}

/// A pod that has a node, as far as others look for its company or avoid it, or what it takes but
/// one can have.
struct resident {
    core::text space;
    core::map<core::text> labels;
    core::list<api::core_v1::PodAffinityTerm> avoids;  ///< its required anti-affinity
    std::vector<host_port> ports;

    static resident of(const api::Pod& pod) {
        resident made{pod.metadata.namespace_, pod.metadata.labels, {}, host_ports_of(pod)};
        if (pod.spec.affinity.has_value() && pod.spec.affinity->podAntiAffinity.has_value())
            made.avoids =
                pod.spec.affinity->podAntiAffinity->requiredDuringSchedulingIgnoredDuringExecution;
        return made;
    }
};

/// A node as scheduling sees it.
struct room {
    core::text name;
    core::map<core::text> labels;
    core::list<api::core_v1::Taint> taints;
    bool unschedulable = false;
    resources total;
    resources used;
    std::map<std::string, resident> residents;  ///< by the uid of the pod
    long shy = 0;                               ///< those of them who avoid others

    void take_in(const std::string& uid, const resources& demand, resident r) {
        used.add(demand, 1);
        shy += !r.avoids.empty();
        residents[uid] = std::move(r);
    }
    /// One whom it has taken in.
    void let_out(const std::string& uid, const resources& demand) {
        const auto leaving = residents.find(uid);
        used.add(demand, -1);
        shy -= !leaving->second.avoids.empty();
        residents.erase(leaving);
    }
};

/// Whether somebody on the node has one of these ports.
inline bool ports_taken(const std::vector<host_port>& wanted, const room& at) {
    const auto taken = [&](const host_port& p) {
        return std::any_of(at.residents.begin(), at.residents.end(), [&](const auto& r) {
            return std::any_of(r.second.ports.begin(), r.second.ports.end(),
                               [&](const host_port& has) { return has.clashes(p); });
        });
    };
    return std::any_of(wanted.begin(), wanted.end(), taken);
}

/// Why `pod` cannot go to the node, in Kubernetes' words; empty where it can.
inline std::vector<std::string> misfit(const api::Pod& pod, const resources& demand,
                                       const room& at) {
    if (at.unschedulable) {
        api::core_v1::Taint cordon{};
        cordon.key = "node.kubernetes.io/unschedulable";
        cordon.effect = "NoSchedule";
        if (api::untolerated(pod.spec, core::list<api::core_v1::Taint>{cordon}))
            return {"node(s) were unschedulable"};
    }
    if (const auto* taint = api::untolerated(pod.spec, at.taints))
        return {"node(s) had untolerated taint {" + std::string(taint->key.view()) + ": " +
                std::string(taint->value.view()) + "}"};
    if (!likes(pod, at.labels, at.name))
        return {"node(s) didn't match Pod's node affinity/selector"};
    if (ports_taken(host_ports_of(pod), at))
        return {"node(s) didn't have free ports for the requested pod ports"};
    std::vector<std::string> missing;
    if (at.used.pods + 1 > at.total.pods) missing.push_back("Too many pods");
    if (demand.cpu > 0 && at.used.cpu + demand.cpu > at.total.cpu)
        missing.push_back("Insufficient cpu");
    if (demand.memory > 0 && at.used.memory + demand.memory > at.total.memory)
        missing.push_back("Insufficient memory");
    for (const auto& [name, amount] : demand.other) {
        const auto has = at.total.other.find(name);
        const auto uses = at.used.other.find(name);
        const std::int64_t free = (has == at.total.other.end() ? 0 : has->second) -
                                  (uses == at.used.other.end() ? 0 : uses->second);
        if (amount > free) missing.push_back("Insufficient " + name);
    }
    return missing;
}

/// Total of a node: what is allocatable, or its capacity where that is not given.
inline room room_of(const api::Node& node) {
    room made;
    made.name = node.metadata.name;
    made.labels = node.metadata.labels;
    made.taints = node.spec.taints;
    made.unschedulable = node.spec.unschedulable;
    made.total = resources::read(node.status.allocatable.empty() ? node.status.capacity
                                                                 : node.status.allocatable);
    return made;
}

}  // namespace slipway::controllers::detail
