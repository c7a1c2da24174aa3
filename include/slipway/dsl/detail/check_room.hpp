// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include <slipway/core/quantity.hpp>
#include <slipway/dsl/detail/index.hpp>

namespace slipway::dsl::detail {

/// What a pod asks for, or a node has.
struct room {
    std::int64_t cpu = 0, memory = 0;  ///< thousandths
    long pods = 1;

    constexpr bool holds(const room& other) const { return cpu >= other.cpu && memory >= other.memory && pods >= other.pods; }
};

constexpr std::int64_t amount_of(const core::map<text>& amounts, std::string_view name) {
    const text* written = amounts.find(name);
    if (!written) return 0;
    const auto parsed = core::parse_quantity(*written);
    return parsed ? parsed->milli : 0;
}

constexpr room requested(const api::PodSpec& pod) {
    room made;
    for (const api::Container& c : pod.containers) {
        if (!c.resources.has_value()) continue;
        // What is limited and not requested is requested up to the limit.
        const auto& requests = c.resources->requests;
        const auto& limits = c.resources->limits;
        made.cpu += amount_of(requests.contains("cpu") ? requests : limits, "cpu");
        made.memory += amount_of(requests.contains("memory") ? requests : limits, "memory");
    }
    return made;
}

/// A pool with all the nodes that it may have: `full` ones, one that is being filled, and empty ones.
struct filling {
    room one{};
    room left{};
    long unopened = 0;
    const NodePool* pool = nullptr;

    /// Whether the pool's nodes carry what the pod wants of its node.
    constexpr bool suits(const api::PodSpec& pod) const {
        for (const core::entry<text>& wanted : pod.nodeSelector) {
            bool carried = false;
            for (const label& l : pool->labels) carried = carried || (l.key == wanted.key && l.value == wanted.value);
            if (!carried) return false;
        }
        return true;
    }
    /// How many of `count` such pods find room here.
    constexpr long place(const room& pod, long count) {
        long placed = 0;
        while (placed < count) {
            if (!left.holds(pod)) {
                if (unopened == 0 || !one.holds(pod)) break;
                --unopened;
                left = one;
            }
            const long fit = fit_of(pod, count - placed);
            left.cpu -= pod.cpu * fit;
            left.memory -= pod.memory * fit;
            left.pods -= fit;
            placed += fit;
        }
        return placed;
    }

private:
    constexpr long fit_of(const room& pod, long most) const {
        long fit = left.pods < most ? left.pods : most;
        if (pod.cpu > 0 && left.cpu / pod.cpu < fit) fit = static_cast<long>(left.cpu / pod.cpu);
        if (pod.memory > 0 && left.memory / pod.memory < fit) fit = static_cast<long>(left.memory / pod.memory);
        return fit;
    }
};

/// Places every pod on the nodes that the pools may grow to. Nothing is known, and nothing said, without pools.
constexpr void check_room(const Cluster& cluster, findings& found) {
    if (cluster.nodePools.empty()) return;
    core::list<filling> pools;
    for (const NodePool& p : cluster.nodePools) {
        filling f;
        f.one = {core::parse_quantity(p.capacity.cpu)->milli, core::parse_quantity(p.capacity.memory)->milli, p.capacity.pods};
        f.left = {0, 0, 0};
        f.unopened = p.max;
        f.pool = &p;
        pools.push_back(f);
    }
    for (const object& o : cluster.resources) {
        const api::PodSpec* pod = o.pods();
        if (!pod) continue;
        const long replicas = o.kind == object::of::deployment ? o.deployment->spec.replicas.value_or(1) : 1;
        const room wanted = requested(*pod);
        long placed = 0;
        bool could = false;
        for (filling& f : pools) {
            if (!f.suits(*pod)) continue;
            could = could || f.one.holds(wanted);
            placed += f.place(wanted, replicas - placed);
        }
        if (!could) found.add({rule::pod_fits_no_node, title(o), {}, {}, o.line});
        else if (placed < replicas)
            found.add({rule::replicas_do_not_fit, title(o), words("only ").add(placed).add(" of ").add(replicas).add(" fit"), {}, o.line});
    }
}

}  // namespace slipway::dsl::detail
