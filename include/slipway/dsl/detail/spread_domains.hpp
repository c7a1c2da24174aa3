// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

#include <slipway/dsl/detail/check_workload.hpp>
#include <slipway/dsl/detail/spread.hpp>

namespace slipway::dsl::detail {

/// How many pods the domains of one constraint hold together, such as zones.
struct domain_limit {
    wide fit = 0;
    bool by_skew = false;            ///< fewer than there is room for
    wide per_domain = 0, least = 0;  ///< what one may have, and what the scarcest has at most
    const text* scarcest = nullptr;  ///< null where there are fewer domains than `minDomains`
};

/// One domain, and what its pools hold of a workload.
struct domain_share {
    const text* name = nullptr;
    wide fit = 0;
    bool surely_there = false;  ///< one of its pools has nodes at any time
};

constexpr domain_share& share_of(core::list<domain_share>& domains, const text* name) {
    for (std::size_t i = 0; i < domains.size(); ++i)
        if (*std::as_const(domains)[i].name == *name) return domains.begin()[i];
    domain_share& made = domains.append();
    made.name = name;
    return made;
}

/// No domain has `maxSkew` more than the one with the fewest, which has no more than there is room
/// for in its pools. `per_node` is what else bounds the pods of a node. A constraint that counts
/// others' pods too bounds nothing, but keeps pods off nodes without the label.
constexpr domain_limit limit_over_domains(const Cluster& cluster, const core::list<room>& nodes,
                                          const api::PodSpec& pod, const room& one, long per_node,
                                          const api::TopologySpreadConstraint& c, bool own) {
    constexpr wide unbounded = wide{1} << 62;
    domain_limit made;
    made.least = unbounded;
    core::list<domain_share> domains;
    wide all = 0;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const NodePool& pool = cluster.nodePools[i];
        bool guessed = false;
        const text* const domain = domain_of(pool, c.topologyKey);
        if (!domain || pool.max <= 0 || !is_counted(cluster, pool, pod, c, guessed)) continue;
        domain_share& share = share_of(domains, domain);
        const bool chosen = c.nodeAffinityPolicy != "Ignore" || suits(pool, pod);
        const wide fit = chosen && nodes[i].holds(one) && !api::untolerated(pod, pool.taints)
                             ? wide{fit_of(nodes[i], one, per_node)} * pool.max
                             : wide{0};
        share.fit += fit;
        share.surely_there = share.surely_there || (!guessed && pool.min > 0);
        all += fit;
    }
    for (const domain_share& d : domains)
        if (d.surely_there && d.fit < made.least) made.least = d.fit, made.scarcest = d.name;
    if (static_cast<long>(domains.size()) < c.minDomains.value_or(1))
        made.least = 0, made.scarcest = nullptr;
    const long skew = c.maxSkew.value_or(1);
    made.per_domain = own && skew >= 1 ? made.least + skew : unbounded;
    for (const domain_share& d : domains)
        made.fit += d.fit < made.per_domain ? d.fit : made.per_domain;
    made.by_skew = made.fit < all;
    return made;
}

/// `zone` of `topology.kubernetes.io/zone`.
constexpr std::string_view short_key(std::string_view key) {
    return key.substr(key.rfind('/') + 1);
}

/// `pod 6 of 6 has no node: 2 per zone, since eu-c has 1`.
constexpr words too_uneven(const domain_limit& limit, long replicas, std::string_view key) {
    words made = words("pod ")
                     .add(static_cast<long>(limit.fit) + 1)
                     .add(" of ")
                     .add(replicas)
                     .add(" has no node: ");
    if (!limit.by_skew)
        return made.add("those with a ")
            .add(short_key(key))
            .add(" hold ")
            .add(static_cast<long>(limit.fit));
    made.add(static_cast<long>(limit.per_domain)).add(" per ").add(short_key(key)).add(", since ");
    if (!limit.scarcest) return made.add("there are fewer than minDomains");
    return made.add(limit.scarcest->view()).add(" has ").add(static_cast<long>(limit.least));
}

/// Says where a workload's constraints over zones and other domains that pools tell of keep a
/// replica off; whether one did.
constexpr bool check_domains(const Cluster& cluster, const by_label& workloads,
                             const core::list<room>& nodes, const object& o,
                             const api::PodSpec& pod, const room& one, long per_node,
                             findings& found) {
    const long replicas = replicas_of(o);
    for (const api::TopologySpreadConstraint& c : pod.topologySpreadConstraints) {
        if (only_wishes(c) || spreads_over_nodes(c) || !pools_have(cluster, c.topologyKey))
            continue;
        const domain_limit limit = limit_over_domains(cluster, nodes, pod, one, per_node, c,
                                                      counts_its_own(cluster, workloads, o, c));
        if (limit.fit >= replicas) continue;
        report(found, o, rule::replicas_do_not_spread, title(o),
               too_uneven(limit, replicas, c.topologyKey));
        return true;
    }
    return false;
}

}  // namespace slipway::dsl::detail
