// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string_view>
#include <vector>

#include <slipway/cli/detail/defined_objects.hpp>

namespace slipway::cli::detail {

/// The order in which kinds are applied: what others need comes first. A kind that is not here
/// comes before `Ingress`, after all that it may refer to; webhooks come last, since they would be
/// asked about the rest.
inline constexpr std::string_view kinds_in_order[] = {
    "Namespace",
    "CustomResourceDefinition",
    "PriorityClass",
    "RuntimeClass",
    "StorageClass",
    "IngressClass",
    "ResourceQuota",
    "LimitRange",
    "ServiceAccount",
    "ClusterRole",
    "Role",
    "ClusterRoleBinding",
    "RoleBinding",
    "ConfigMap",
    "Secret",
    "PersistentVolume",
    "PersistentVolumeClaim",
    "NetworkPolicy",
    "PodDisruptionBudget",
    "Service",
    "Endpoints",
    "EndpointSlice",
    "Pod",
    "ReplicationController",
    "ReplicaSet",
    "Deployment",
    "StatefulSet",
    "DaemonSet",
    "Job",
    "CronJob",
    "HorizontalPodAutoscaler",
    "",
    "Ingress",
    "APIService",
    "ValidatingWebhookConfiguration",
    "MutatingWebhookConfiguration",
};

inline std::size_t apply_rank(std::string_view kind) {
    const auto found = std::find(std::begin(kinds_in_order), std::end(kinds_in_order), kind);
    const auto others =
        std::find(std::begin(kinds_in_order), std::end(kinds_in_order), std::string_view());
    return static_cast<std::size_t>((found == std::end(kinds_in_order) ? others : found) -
                                    std::begin(kinds_in_order));
}

/// As written among those of a kind.
inline void put_in_apply_order(std::vector<defined_object>& objects) {
    std::stable_sort(objects.begin(), objects.end(),
                     [](const defined_object& a, const defined_object& b) {
                         return apply_rank(a.key.kind) < apply_rank(b.key.kind);
                     });
}

/// The other way round, for what has a `key`.
template <class T>
void put_in_removal_order(std::vector<T>& objects) {
    std::stable_sort(objects.begin(), objects.end(), [](const T& a, const T& b) {
        return apply_rank(a.key.kind) > apply_rank(b.key.kind);
    });
}

}  // namespace slipway::cli::detail
