// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/dsl/cluster.hpp>
#include <slipway/dsl/detail/index.hpp>
#include <slipway/dsl/finding.hpp>

namespace slipway::dsl {

/// Everything that is wrong between the objects of a cluster, by the same rules in constant evaluation and at run
/// time. The work grows linearly with the number of objects.
constexpr findings check(const Cluster& cluster);

}  // namespace slipway::dsl

#include <slipway/dsl/detail/check_object.hpp>
#include <slipway/dsl/detail/check_pods.hpp>
#include <slipway/dsl/detail/check_room.hpp>
#include <slipway/dsl/detail/check_services.hpp>
#include <slipway/dsl/detail/check_values.hpp>

namespace slipway::dsl {

constexpr findings check(const Cluster& cluster) {
    findings found;
    const detail::by_name names(cluster, found);
    const detail::by_label workloads(cluster);
    for (const object& o : cluster.resources) {
        const detail::examined e{cluster, names, o, found};
        detail::value_checker(e).run();
        detail::check_object(e);
        if (o.pods()) detail::check_pods(e);
        if (o.kind != object::of::service) continue;
        detail::check_ports(e);
        detail::check_selector(e, workloads);
    }
    detail::check_node_ports(cluster, found);
    detail::check_room(cluster, found);
    return found;
}

}  // namespace slipway::dsl
