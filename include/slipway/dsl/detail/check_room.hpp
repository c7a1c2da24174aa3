// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <utility>

#include <slipway/core/quantity.hpp>
#include <slipway/dsl/detail/index.hpp>

namespace slipway::dsl::detail {

/// Wide enough for the memory of a million pods in thousandths of a byte.
__extension__ using wide = __int128;

/// What pods ask for, or nodes have.
struct room {
    wide cpu = 0, memory = 0;  ///< thousandths
    wide pods = 1;

    constexpr bool holds(const room& other) const { return cpu >= other.cpu && memory >= other.memory && pods >= other.pods; }
    constexpr room times(long n) const { return {cpu * n, memory * n, pods * n}; }
    constexpr room& operator+=(const room& other) {
        cpu += other.cpu;
        memory += other.memory;
        pods += other.pods;
        return *this;
    }
};

constexpr std::int64_t amount_of(const core::map<text>& amounts, std::string_view name) {
    const text* written = amounts.find(name);
    if (!written) return 0;
    const auto parsed = core::parse_quantity(*written);
    return parsed ? parsed->milli : 0;
}

constexpr room requested(const api::Container& c) {
    if (!c.resources.has_value()) return {};
    // What is limited and not requested is requested up to the limit.
    const auto& requests = c.resources->requests;
    const auto& limits = c.resources->limits;
    return {amount_of(requests.contains("cpu") ? requests : limits, "cpu"), amount_of(requests.contains("memory") ? requests : limits, "memory"), 1};
}

/// What one pod takes of its node: its containers together, or the largest of those that run before them, one after
/// the other; with those of the latter that stay (sidecars, `restartPolicy: Always`) in both.
constexpr room requested(const api::PodSpec& pod) {
    room all, sidecars, before;
    for (const api::Container& c : pod.initContainers) {
        const room one = requested(c);
        const bool stays = c.restartPolicy == "Always";
        if (sidecars.cpu + one.cpu > before.cpu) before.cpu = sidecars.cpu + one.cpu;
        if (sidecars.memory + one.memory > before.memory) before.memory = sidecars.memory + one.memory;
        if (stays) sidecars += one;
    }
    all = sidecars;
    for (const api::Container& c : pod.containers) all += requested(c);
    return {all.cpu > before.cpu ? all.cpu : before.cpu, all.memory > before.memory ? all.memory : before.memory, 1};
}

constexpr room room_of(const NodePool& p) {
    const auto cpu = core::parse_quantity(p.capacity.cpu), memory = core::parse_quantity(p.capacity.memory);
    return {cpu ? cpu->milli : 0, memory ? memory->milli : 0, p.capacity.pods};
}

/// Whether the pool's nodes carry what the pod wants of its node.
constexpr bool suits(const NodePool& pool, const api::PodSpec& pod) {
    for (const core::entry<text>& wanted : pod.nodeSelector) {
        bool carried = false;
        for (const core::entry<text>& l : pool.labels) carried = carried || (l.key == wanted.key && l.value == wanted.value);
        if (!carried) return false;
    }
    return true;
}

/// How many of `count` such pods one empty node holds.
constexpr long fit_of(const room& node, const room& pod, long count) {
    wide fit = node.pods < count ? node.pods : count;
    if (pod.cpu > 0 && node.cpu / pod.cpu < fit) fit = node.cpu / pod.cpu;
    if (pod.memory > 0 && node.memory / pod.memory < fit) fit = node.memory / pod.memory;
    return static_cast<long>(fit);
}

/// What is asked of the same pools, a bit for each.
struct demand {
    std::uint64_t pools = 0;
    room wanted{0, 0, 0};
};

constexpr room capacity_of(const Cluster& cluster, std::uint64_t pools) {
    room all{0, 0, 0};
    for (std::size_t i = 0; i < cluster.nodePools.size(); ++i)
        if (pools >> i & 1) all += room_of(cluster.nodePools[i]).times(cluster.nodePools[i].max);
    return all;
}

/// One line for what is asked too much of: `cpu 5200m of 4000m`.
constexpr words excess(const room& wanted, const room& there) {
    words made;
    if (wanted.cpu > there.cpu) return made.add("cpu ").add(static_cast<long>(wanted.cpu)).add("m of ").add(static_cast<long>(there.cpu)).add("m");
    constexpr wide mebi = wide{1000} << 20;
    if (wanted.memory > there.memory)
        return made.add("memory ").add(static_cast<long>((wanted.memory + mebi - 1) / mebi)).add("Mi of ").add(static_cast<long>(there.memory / mebi)).add("Mi");
    return made.add(static_cast<long>(wanted.pods)).add(" pods of ").add(static_cast<long>(there.pods));
}

/// One workload on empty nodes. Gives what it asks of which pools; nothing where that was too much already.
constexpr demand check_workload(const Cluster& cluster, const object& o, const api::PodSpec& pod, findings& found) {
    const long replicas = o.kind == object::of::deployment ? o.deployment->spec.replicas.value_or(1) : 1;
    if (replicas == 0) return {};
    const room one = requested(pod);
    demand made;
    wide fit = 0;
    for (std::size_t i = 0; i < cluster.nodePools.size(); ++i) {
        const NodePool& pool = cluster.nodePools[i];
        const room node = room_of(pool);
        if (!suits(pool, pod) || !node.holds(one)) continue;
        made.pools |= std::uint64_t{1} << i;
        fit += wide{fit_of(node, one, replicas)} * pool.max;
    }
    if (!made.pools) {
        found.add({rule::pod_fits_no_node, title(o), {}, {}, o.line});
    } else if (fit < replicas) {
        found.add({rule::replicas_do_not_fit, title(o), words("only ").add(static_cast<long>(fit)).add(" of ").add(replicas).add(" fit"), {}, o.line});
    } else {
        made.wanted = one.times(replicas);
        return made;
    }
    return {};
}

constexpr void check_pools(const Cluster& cluster, findings& found) {
    for (const NodePool& p : cluster.nodePools)
        if (p.min < 0 || p.max < p.min)
            found.add({rule::pool_bounds, words("NodePool ").add(p.name.view()), words("min ").add(p.min).add(", max ").add(p.max), {}, p.line});
    each_duplicate(cluster.nodePools, [](const NodePool& p) { return p.name.view(); },
                   [&](const NodePool& p) { found.add({rule::duplicate_object, words("NodePool ").add(p.name.view()), {}, {}, p.line}); });
}

/// Says what can never run on the nodes that the pools may grow to, and nothing that a lucky scheduler might place.
/// Nothing is known, and nothing said, without pools.
constexpr void check_room(const Cluster& cluster, findings& found) {
    check_pools(cluster, found);
    if (cluster.nodePools.empty() || cluster.nodePools.size() > 64) return;
    core::list<demand> demands;
    for (const object& o : cluster.resources) {
        const api::PodSpec* pod = o.pods();
        if (!pod) continue;
        const demand asked = check_workload(cluster, o, *pod, found);
        bool added = asked.pools == 0;
        for (std::size_t i = 0; i < demands.size() && !added; ++i) {
            added = std::as_const(demands)[i].pools == asked.pools;
            if (added) demands[i].wanted += asked.wanted;
        }
        if (!added) demands.push_back(asked);
    }
    // Those who may run on some pools only share these with all who may run on fewer of them.
    for (const demand& some : std::as_const(demands)) {
        room wanted{0, 0, 0};
        for (const demand& d : std::as_const(demands))
            if ((d.pools & ~some.pools) == 0) wanted += d.wanted;
        const room there = capacity_of(cluster, some.pools);
        if (there.holds(wanted)) continue;
        found.add({rule::pods_exceed_nodes, words("Cluster ").add(cluster.name.view()), excess(wanted, there), {}, cluster.line});
        return;
    }
}

}  // namespace slipway::dsl::detail
