// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/dsl/detail/by_label.hpp>
#include <slipway/dsl/detail/pools.hpp>

namespace slipway::dsl::detail {

/// How many pods of a workload one node may have, by its topology spread constraints over nodes
/// (Kubernetes documentation, "Pod Topology Spread Constraints"): no node has `maxSkew` more than
/// the one that has the fewest.
struct spread_limit {
    static constexpr long none = 1'000'000;
    long per_node = none;
    /// whose nodes have the fewest; null where there are fewer nodes than `minDomains`
    const NodePool* scarcest = nullptr;
    long least = none;  ///< what they have at most
};

/// Whether two keys are the same: with a fraction of the steps that compilers take for `==` of such
/// long texts.
constexpr bool is_same_key(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    const char *const p = a.data(), *const q = b.data();
    for (std::size_t i = a.size(); i-- > 0;)
        if (p[i] != q[i]) return false;
    return true;
}

/// The domain of a pool's nodes by a label that pools give, such as a zone; null where they have
/// none.
constexpr const text* domain_of(const NodePool& pool, std::string_view key) {
    if (key == "slipway.dev/pool") return &pool.name;
    for (const core::entry<text>& l : pool.labels)
        if (is_same_key(l.key, key)) return &l.value;
    return nullptr;
}

/// Whether pools say which domains there are. Where none does, the label may come from elsewhere,
/// and nothing is known.
constexpr bool pools_have(const Cluster& cluster, std::string_view key) {
    for (const NodePool& p : cluster.nodePools)
        if (domain_of(p, key)) return true;
    return false;
}

constexpr bool spreads_over_nodes(const api::TopologySpreadConstraint& c) {
    return is_same_key(c.topologyKey, "kubernetes.io/hostname");
}
constexpr bool only_wishes(const api::TopologySpreadConstraint& c) {
    return is_same_key(c.whenUnsatisfiable, "ScheduleAnyway");
}

/// Whether the pods that a constraint counts are those of the workload, and no others: how many
/// others there are where is not known.
constexpr bool counts_its_own(const Cluster& cluster, const by_label& workloads, const object& o,
                              const api::TopologySpreadConstraint& c) {
    if (!c.labelSelector.has_value() || !selects(*c.labelSelector, o.pod_labels())) return false;
    const std::string_view space = space_of(cluster, o);
    unsigned counted = 0;
    workloads.each(space, *c.labelSelector, [&](const object&) { ++counted; });
    for (const object& other : cluster.elsewhere)
        if (other.runs_pods() && space_of(cluster, other) == space &&
            selects(*c.labelSelector, other.pod_labels()))
            ++counted;
    return counted == 1;
}

/// Whether a pool's nodes are in a domain of each other constraint: pods are on no node, and no
/// node is counted, that is not.
constexpr bool is_in_other_domains(const Cluster& cluster, const NodePool& pool,
                                   const api::PodSpec& pod,
                                   const api::TopologySpreadConstraint& but) {
    for (const api::TopologySpreadConstraint& c : pod.topologySpreadConstraints)
        if (&c != &but && !only_wishes(c) && !spreads_over_nodes(c) &&
            !domain_of(pool, c.topologyKey) && pools_have(cluster, c.topologyKey))
            return false;
    return true;
}

/// Whether the nodes of a pool count for a constraint, if they have its label. `guessed` is set
/// where that is not known.
constexpr bool is_counted(const Cluster& cluster, const NodePool& pool, const api::PodSpec& pod,
                          const api::TopologySpreadConstraint& c, bool& guessed) {
    if (c.nodeAffinityPolicy != "Ignore" && !chooses(pool, pod, guessed)) return false;
    if (c.nodeTaintsPolicy == "Honor" && api::untolerated(pod, pool.taints)) return false;
    return is_in_other_domains(cluster, pool, pod, c);
}

/// What the node with the fewest pods has at most. Nodes that the pod does not choose are not
/// counted; those whose taints it does not bear are, unless the constraint says otherwise. Pools
/// that may have no node are left out: they may have none.
constexpr spread_limit limit_of(const Cluster& cluster, const core::list<room>& nodes,
                                const api::PodSpec& pod, const room& one,
                                const api::TopologySpreadConstraint& c) {
    spread_limit made;
    long domains = 0;
    for (std::size_t i = 0; i < cluster.nodePools.size(); ++i) {
        const NodePool& pool = cluster.nodePools[i];
        bool guessed = false;
        if (!is_counted(cluster, pool, pod, c, guessed)) continue;
        domains += pool.max;
        if (guessed || pool.min <= 0) continue;
        const long fit = suits(pool, pod) ? fit_of(nodes[i], one, spread_limit::none) : 0;
        if (fit < made.least) made.least = fit < 0 ? 0 : fit, made.scarcest = &pool;
    }
    if (domains < c.minDomains.value_or(1)) made.least = 0, made.scarcest = nullptr;
    const long skew = c.maxSkew.value_or(1);
    made.per_node = skew < spread_limit::none ? made.least + skew : spread_limit::none;
    return made;
}

/// The narrowest of a workload's constraints over nodes. Nothing is said of pods that are spread
/// over what pools do not tell of, too, since then only the nodes count that have labels for both.
constexpr spread_limit spread_of(const Cluster& cluster, const by_label& workloads,
                                 const core::list<room>& nodes, const object& o,
                                 const api::PodSpec& pod, const room& one) {
    spread_limit narrowest;
    for (const api::TopologySpreadConstraint& c : pod.topologySpreadConstraints)
        if (!only_wishes(c) && !spreads_over_nodes(c) && !pools_have(cluster, c.topologyKey))
            return narrowest;
    for (const api::TopologySpreadConstraint& c : pod.topologySpreadConstraints) {
        if (only_wishes(c) || !spreads_over_nodes(c) || c.maxSkew.value_or(1) < 1 ||
            !counts_its_own(cluster, workloads, o, c))
            continue;
        if (const spread_limit one_more = limit_of(cluster, nodes, pod, one, c);
            one_more.per_node < narrowest.per_node)
            narrowest = one_more;
    }
    return narrowest;
}

/// `pod 4 of 6 has no node: 1 per node, since those of NodePool control have 0`.
constexpr words too_uneven(const spread_limit& limit, long replicas, wide fit) {
    words made = words("pod ")
                     .add(static_cast<long>(fit) + 1)
                     .add(" of ")
                     .add(replicas)
                     .add(" has no node: ")
                     .add(limit.per_node)
                     .add(" per node, since ");
    if (!limit.scarcest) return made.add("there are fewer nodes than minDomains");
    return made.add("those of NodePool ")
        .add(limit.scarcest->name.view())
        .add(" have ")
        .add(limit.least);
}

}  // namespace slipway::dsl::detail
