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

#include <slipway/dsl/detail/check_pods.hpp>
#include <slipway/dsl/detail/check_room.hpp>
#include <slipway/dsl/detail/check_services.hpp>

namespace slipway::dsl {

constexpr findings check(const Cluster& cluster) {
    findings found;
    const detail::by_name names(cluster, found);
    for (const object& o : cluster.resources)
        if (o.pods()) detail::pod_checker(cluster, names, o, found).run();
    detail::check_services(cluster, found);
    detail::check_room(cluster, found);
    return found;
}

}  // namespace slipway::dsl
