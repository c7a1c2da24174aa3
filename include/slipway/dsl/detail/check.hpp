// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/dsl/check.hpp>
#include <slipway/dsl/detail/check_access.hpp>
#include <slipway/dsl/detail/check_host_ports.hpp>
#include <slipway/dsl/detail/check_ingress.hpp>
#include <slipway/dsl/detail/check_limits.hpp>
#include <slipway/dsl/detail/check_network_policy.hpp>
#include <slipway/dsl/detail/check_object.hpp>
#include <slipway/dsl/detail/check_pods.hpp>
#include <slipway/dsl/detail/check_release.hpp>
#include <slipway/dsl/detail/check_room.hpp>
#include <slipway/dsl/detail/check_scaling.hpp>
#include <slipway/dsl/detail/check_services.hpp>
#include <slipway/dsl/detail/check_validity.hpp>
#include <slipway/dsl/detail/check_values.hpp>
#include <slipway/dsl/detail/check_volumes.hpp>
#include <slipway/dsl/detail/check_workload.hpp>

namespace slipway::dsl {

namespace detail {

/// The rules of one kind.
constexpr void check_by_kind(const examined& e, const by_label& workloads) {
    if (e.it.runs_pods()) {
        if (const api::PodSpec* pod = e.it.pods()) check_pods(e, *pod), check_volumes(e, *pod);
        check_workload(e, workloads);
    } else if (e.it.is<api::Service>()) {
        check_service(e, workloads);
    } else if (e.it.is<api::Ingress>()) {
        check_ingress(e);
    } else if (const auto* claim = e.it.as<api::PersistentVolumeClaim>()) {
        check_claim(e, claim->spec);
    } else if (e.it.is<api::HorizontalPodAutoscaler>()) {
        check_autoscaler(e);
    } else if (e.it.is<api::PodDisruptionBudget>()) {
        check_budget(e, workloads);
    } else if (e.it.is<api::NetworkPolicy>()) {
        check_network_policy(e, workloads);
    } else if (e.it.is<api::ResourceQuota>()) {
        check_quota(e);
    } else if (e.it.is<api::LimitRange>()) {
        check_limit_range(e);
    } else {
        check_access(e);
    }
}

/// The rules for each object from `first` to before `last`.
constexpr void check_objects(const Cluster& cluster, const by_name& names, std::size_t first,
                             std::size_t last, demands& asked, findings& found) {
    const by_label workloads(cluster);
    for (std::size_t i = first; i < last; ++i) {
        const examined e{cluster, names, cluster.resources[i], found};
        value_checker(e).run();
        check_object(e);
        check_validity(e);
        check_release(e);
        check_by_kind(e, workloads);
        for (const policy own : cluster.policies) own(e);
    }
    check_workloads_room(cluster, workloads, first, last, asked, found);
}

/// The rules for all objects together.
constexpr void check_together(const Cluster& cluster, const demands& asked, findings& found) {
    check_node_ports(cluster, found);
    check_ways_in(cluster, found);
    check_scaled_twice(cluster, found);
    check_budgets_overlap(cluster, found);
    check_host_ports(cluster, found);
    check_room(cluster, asked, found);
}

/// Whether an object is one that those rules look at.
constexpr bool is_together(const object& o) {
    if (o.is<api::Ingress>() || o.is<api::HorizontalPodAutoscaler>() ||
        o.is<api::PodDisruptionBudget>())
        return true;
    if (const auto* service = o.as<api::Service>())
        for (const api::ServicePort& p : service->spec.ports)
            if (p.nodePort.has_value()) return true;
    return false;
}

constexpr void check(const Cluster& cluster, findings& found) {
    demands asked;
    const by_name names(cluster);
    names.check(found);
    check_objects(cluster, names, 0, cluster.resources.size(), asked, found);
    check_together(cluster, asked, found);
}

/// What was found in a part of a cluster. Compilers limit each constant evaluation: large clusters
/// are checked in several, and their names with the first.
struct checked_part {
    findings found{};
    demands asked{};
    bool together = false;  ///< whether the rules for all objects together have anything to look at

    constexpr void add(const checked_part& other) {
        found.add_all(other.found);
        asked.add_all(other.asked);
        together = together || other.together;
    }
};
constexpr checked_part check_part(const Cluster& cluster, std::size_t first, std::size_t last) {
    checked_part made;
    const by_name names(cluster);
    if (first == 0) names.check(made.found);
    if (last > cluster.resources.size()) last = cluster.resources.size();
    check_objects(cluster, names, first, last, made.asked, made.found);
    made.together = !cluster.nodePools.empty();
    for (std::size_t i = first; i < last && !made.together; ++i)
        made.together = is_together(cluster.resources[i]);
    return made;
}
constexpr findings check_rest(const Cluster& cluster, const demands& asked, findings found) {
    check_together(cluster, asked, found);
    return found;
}

}  // namespace detail

constexpr findings check(const Cluster& cluster) {
    findings found;
    detail::check(cluster, found);
    return found;
}

constexpr core::list<finding> check_all(const Cluster& cluster) {
    core::list<finding> all;
    findings found;
    found.all = &all;
    detail::check(cluster, found);
    return all;
}

}  // namespace slipway::dsl
