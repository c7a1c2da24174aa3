// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/dsl/kinds.hpp>
#include <slipway/dsl/object.hpp>

// The code of the kinds is in slipway::compiled: programs that link it are compiled without. What
// the compiler evaluates is the same.

/// The code of one kind; `linkage` is `extern` where it is elsewhere, and nothing where it is.
#define SLIPWAY_KIND(linkage, kind)                    \
    linkage template class held_value<lowered<kind>>;  \
    linkage template class held<lowered<kind>>;        \
    linkage template class held_kind<lowered<kind>>;   \
    linkage template class held_struct<lowered<kind>>; \
    linkage template class held_short<kind>;

#define SLIPWAY_KINDS(linkage)                     \
    SLIPWAY_KIND(linkage, Namespace)               \
    SLIPWAY_KIND(linkage, ConfigMap)               \
    SLIPWAY_KIND(linkage, Secret)                  \
    SLIPWAY_KIND(linkage, Pod)                     \
    SLIPWAY_KIND(linkage, Deployment)              \
    SLIPWAY_KIND(linkage, StatefulSet)             \
    SLIPWAY_KIND(linkage, DaemonSet)               \
    SLIPWAY_KIND(linkage, Job)                     \
    SLIPWAY_KIND(linkage, CronJob)                 \
    SLIPWAY_KIND(linkage, Service)                 \
    SLIPWAY_KIND(linkage, Ingress)                 \
    SLIPWAY_KIND(linkage, NetworkPolicy)           \
    SLIPWAY_KIND(linkage, PersistentVolumeClaim)   \
    SLIPWAY_KIND(linkage, ServiceAccount)          \
    SLIPWAY_KIND(linkage, Role)                    \
    SLIPWAY_KIND(linkage, ClusterRole)             \
    SLIPWAY_KIND(linkage, RoleBinding)             \
    SLIPWAY_KIND(linkage, ClusterRoleBinding)      \
    SLIPWAY_KIND(linkage, HorizontalPodAutoscaler) \
    SLIPWAY_KIND(linkage, PodDisruptionBudget)     \
    SLIPWAY_KIND(linkage, ResourceQuota)           \
    SLIPWAY_KIND(linkage, LimitRange)              \
    SLIPWAY_KIND(linkage, PriorityClass)           \
    SLIPWAY_KIND(linkage, CustomResourceDefinition)

/// What frees the short forms' "whatever else the API has", and with it every struct below; for
/// `slipway::core`.
#define SLIPWAY_FREED(linkage, kind) linkage template optional<api::kind>::~optional();
#define SLIPWAY_ALL_FREED(linkage)                      \
    SLIPWAY_FREED(linkage, Container)                   \
    SLIPWAY_FREED(linkage, PodSpec)                     \
    SLIPWAY_FREED(linkage, DeploymentSpec)              \
    SLIPWAY_FREED(linkage, StatefulSetSpec)             \
    SLIPWAY_FREED(linkage, DaemonSetSpec)               \
    SLIPWAY_FREED(linkage, JobSpec)                     \
    SLIPWAY_FREED(linkage, CronJobSpec)                 \
    SLIPWAY_FREED(linkage, ServiceSpec)                 \
    SLIPWAY_FREED(linkage, IngressSpec)                 \
    SLIPWAY_FREED(linkage, NetworkPolicySpec)           \
    SLIPWAY_FREED(linkage, PersistentVolumeClaimSpec)   \
    SLIPWAY_FREED(linkage, HorizontalPodAutoscalerSpec) \
    SLIPWAY_FREED(linkage, PodDisruptionBudgetSpec)     \
    SLIPWAY_FREED(linkage, ResourceQuotaSpec)           \
    SLIPWAY_FREED(linkage, LimitRangeSpec)

namespace slipway::core {
SLIPWAY_ALL_FREED(extern)
}  // namespace slipway::core
namespace slipway::dsl::detail {
SLIPWAY_KINDS(extern)
}  // namespace slipway::dsl::detail
