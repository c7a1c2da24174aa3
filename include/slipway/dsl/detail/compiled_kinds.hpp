// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/dsl/kinds.hpp>
#include <slipway/dsl/object.hpp>

// The code of the kinds is in slipway::compiled: programs that link it are compiled without. What the compiler evaluates is the
// same.

#define SLIPWAY_FOR_EACH_KIND(what)                                                                                     \
    what(Namespace) what(ConfigMap) what(Secret) what(Pod) what(Deployment) what(StatefulSet) what(DaemonSet) what(Job) \
    what(CronJob) what(Service) what(Ingress) what(NetworkPolicy) what(PersistentVolumeClaim) what(ServiceAccount)      \
    what(Role) what(ClusterRole) what(RoleBinding) what(ClusterRoleBinding) what(HorizontalPodAutoscaler)               \
    what(PodDisruptionBudget) what(ResourceQuota) what(LimitRange) what(PriorityClass) what(CustomResourceDefinition)

#define SLIPWAY_KIND_ELSEWHERE(kind)                                                                                    \
    extern template class held_value<lowered<kind>>;                                                                    \
    extern template class held<lowered<kind>>;                                                                          \
    extern template class held_kind<lowered<kind>>;                                                                     \
    extern template class held_struct<lowered<kind>>;                                                                   \
    extern template class held_short<kind>;

namespace slipway::dsl::detail {
SLIPWAY_FOR_EACH_KIND(SLIPWAY_KIND_ELSEWHERE)
}  // namespace slipway::dsl::detail
