// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <utility>

#include <slipway/api/placement.hpp>
#include <slipway/dsl/detail/check_workload.hpp>
#include <slipway/dsl/detail/pools.hpp>
#include <slipway/dsl/detail/spread.hpp>
#include <slipway/dsl/detail/spread_domains.hpp>

namespace slipway::dsl::detail {

/// Says why none of the pools' nodes can have the pod: they keep it off all, or none is large
/// enough.
constexpr void report_no_node(const Cluster& cluster, const object& o, const api::PodSpec& pod,
                              findings& found) {
    for (const NodePool& p : cluster.nodePools)
        if (suits(p, pod)) return report(found, o, rule::pod_fits_no_node, title(o));
    const NodePool& first = cluster.nodePools[0];
    words why = words("NodePool ").add(first.name.view());
    if (const taint* const off = api::untolerated(pod, first.taints))
        why.add(" has the taint ").add(off->key.view());
    else why.add(" is not what its nodeSelector and affinity ask for");
    report(found, o, rule::no_node_suits, title(o), why);
}

/// What is asked of the same pools, a bit for each.
struct demand {
    std::uint64_t pools = 0;
    room wanted{0, 0, 0};
};

/// What is asked of each set of pools.
struct demands {
    /// sets; of a cluster with more, nothing is said of all pods together
    static constexpr unsigned most = 32;
    demand kept[most]{};
    unsigned count = 0;

    constexpr void add(const demand& one) {
        if (!one.pools) return;
        for (unsigned i = 0; i < count && i < most; ++i)
            if (kept[i].pools == one.pools) return void(kept[i].wanted += one.wanted);
        if (count < most) kept[count] = one;
        ++count;
    }
    constexpr void add_all(const demands& others) {
        for (unsigned i = 0; i < others.count && i < most; ++i) add(others.kept[i]);
        if (others.count > most) count = most + 1;
    }
};

constexpr room capacity_of(const Cluster& cluster, const core::list<room>& nodes,
                           std::uint64_t pools) {
    room all{0, 0, 0};
    for (std::size_t i = 0; i < cluster.nodePools.size(); ++i)
        if (pools >> i & 1) all += nodes[i].times(cluster.nodePools[i].max);
    return all;
}

/// One line for what is asked too much of: `cpu 5200m of 4000m`.
constexpr words excess(const room& wanted, const room& there) {
    words made;
    if (wanted.cpu > there.cpu)
        return made.add("cpu ")
            .add(static_cast<long>(wanted.cpu))
            .add("m of ")
            .add(static_cast<long>(there.cpu))
            .add("m");
    constexpr wide mebi = wide{1000} << 20;
    if (wanted.memory > there.memory)
        return made.add("memory ")
            .add(static_cast<long>((wanted.memory + mebi - 1) / mebi))
            .add("Mi of ")
            .add(static_cast<long>(there.memory / mebi))
            .add("Mi");
    return made.add(static_cast<long>(wanted.pods))
        .add(" pods of ")
        .add(static_cast<long>(there.pods));
}

/// `pod 12 of web fits on no node: 11 pods per node, 1 node`, where all nodes are alike.
constexpr words too_many(const object& o, long replicas, wide fit, long per_node, long nodes) {
    words made = words("pod ")
                     .add(static_cast<long>(fit) + 1)
                     .add(" of ")
                     .add(replicas)
                     .add(" fits on no node: ");
    if (per_node < 0)
        return made.add("the nodes hold ").add(static_cast<long>(fit)).add(" of ").add(o.name());
    return made.add(per_node)
        .add(per_node == 1 ? " pod" : " pods")
        .add(" per node, ")
        .add(nodes)
        .add(nodes == 1 ? " node" : " nodes");
}

/// One workload on nodes that run nothing but what runs on each. Gives what it asks of which pools;
/// nothing where that was too much already.
constexpr demand place(const Cluster& cluster, const by_label& workloads,
                       const core::list<room>& nodes, const object& o, const api::PodSpec& pod,
                       findings& found) {
    const long replicas = replicas_of(o);
    if (replicas == 0) return {};
    const room one = requested(pod);
    const bool alone = api::stands_alone(pod, {space_of(cluster, o), o.pod_labels()});
    const spread_limit spread = spread_of(cluster, workloads, nodes, o, pod, one);
    demand made;
    wide fit = 0, even = 0;  // how many fit, and how many of them are spread as the pods ask for
    long per_node = 0, suitable = 0, pools = 0;
    for (std::size_t i = 0; i < cluster.nodePools.size(); ++i) {
        const NodePool& pool = cluster.nodePools[i];
        if (!suits(pool, pod) || !nodes[i].holds(one)) continue;
        made.pools |= std::uint64_t{1} << i;
        per_node = fit_of(nodes[i], one, alone ? 1 : 1'000'000);
        fit += wide{per_node} * pool.max;
        even += wide{per_node < spread.per_node ? per_node : spread.per_node} * pool.max;
        suitable += pool.max;
        ++pools;
    }
    if (!made.pools) {
        report_no_node(cluster, o, pod, found);
    } else if (fit < replicas) {
        report(found, o, rule::replicas_do_not_fit, title(o),
               too_many(o, replicas, fit, pools == 1 ? per_node : -1, suitable));
    } else if (even < replicas) {
        report(found, o, rule::replicas_do_not_spread, title(o),
               too_uneven(spread, replicas, even));
    } else if (!check_domains(cluster, workloads, nodes, o, pod, one, alone ? 1 : spread.per_node,
                              found)) {
        made.wanted = one.times(replicas);
        return made;
    }
    return {};
}

/// What a node of each pool has for pods that do not run on every node. DaemonSets that no node has
/// room for are reported where `found` is given.
constexpr core::list<room> free_nodes(const Cluster& cluster, findings* found = nullptr) {
    core::list<room> nodes;
    for (const NodePool& p : cluster.nodePools) nodes.push_back(room_of(p));
    for (const object& o : cluster.resources) {
        if (!o.is<api::DaemonSet>()) continue;
        const api::PodSpec& pod = *o.pods();
        const room one = requested(pod);
        bool anywhere = false;
        for (std::size_t i = 0; i < cluster.nodePools.size(); ++i) {
            if (!suits(cluster.nodePools[i], pod) || !nodes[i].holds(one)) continue;
            nodes[i] -= one;
            anywhere = true;
        }
        if (!anywhere && found) report_no_node(cluster, o, pod, *found);
    }
    return nodes;
}

constexpr void check_pools(const Cluster& cluster, findings& found) {
    for (const NodePool& p : cluster.nodePools)
        if (p.min < 0 || p.max < p.min)
            found.add({rule::pool_bounds,
                       words("NodePool ").add(p.name.view()),
                       words("min ").add(p.min).add(", max ").add(p.max),
                       {},
                       p.line,
                       cluster.file});
    each_duplicate(
        cluster.nodePools, [](const NodePool& p) { return p.name.view(); },
        [&](const NodePool& p) {
            found.add({rule::duplicate_object,
                       words("NodePool ").add(p.name.view()),
                       {},
                       {},
                       p.line,
                       cluster.file});
        });
}

constexpr bool has_room_rules(const Cluster& cluster) {
    return !cluster.nodePools.empty() && cluster.nodePools.size() <= 64;
}

/// Says which workloads can never run on the nodes that the pools may grow to; adds up what the
/// others ask for. Nothing is known, and nothing said, without pools.
constexpr void check_workloads_room(const Cluster& cluster, const by_label& workloads,
                                    std::size_t first, std::size_t last, demands& asked,
                                    findings& found) {
    if (!has_room_rules(cluster)) return;
    const core::list<room> nodes = free_nodes(cluster);
    for (std::size_t i = first; i < last; ++i)
        if (const api::PodSpec* const pod = cluster.resources[i].pods())
            asked.add(place(cluster, workloads, nodes, cluster.resources[i], *pod, found));
}

/// Says what can never run together, and nothing that a lucky scheduler might place.
constexpr void check_room(const Cluster& cluster, const demands& asked, findings& found) {
    check_pools(cluster, found);
    if (!has_room_rules(cluster)) return;
    const core::list<room> nodes = free_nodes(cluster, &found);
    if (asked.count > demands::most) return;
    // Those who may run on some pools only share these with all who may run on fewer of them.
    for (unsigned s = 0; s < asked.count; ++s) {
        const demand& some = asked.kept[s];
        room wanted{0, 0, 0};
        for (unsigned i = 0; i < asked.count; ++i)
            if ((asked.kept[i].pools & ~some.pools) == 0) wanted += asked.kept[i].wanted;
        const room there = capacity_of(cluster, nodes, some.pools);
        if (there.holds(wanted)) continue;
        found.add({rule::pods_exceed_nodes,
                   words("Cluster ").add(cluster.name.view()),
                   excess(wanted, there),
                   {},
                   cluster.line,
                   cluster.file});
        return;
    }
}

}  // namespace slipway::dsl::detail
