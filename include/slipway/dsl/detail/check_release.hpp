// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/dsl/detail/by_name.hpp>

namespace slipway::dsl::detail {

/// Which minor releases serve a version of the API; 0 where there is no bound known. All of its
/// kinds where none is named.
struct served {
    std::string_view api_version;
    std::string_view kind;
    int since = 0;
    int deprecated = 0;
    int removed = 0;
    std::string_view instead{};
};

/// From the Kubernetes documentation, "Deprecated API Migration Guide" and the release notes.
inline constexpr served served_versions[] = {
    {"v1", "ComponentStatus", 0, 19, 0, "nothing"},
    {"v1", "Endpoints", 0, 33, 0, "EndpointSlice of discovery.k8s.io/v1"},
    {"admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy", 30, 0, 0, {}},
    {"admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicyBinding", 30, 0, 0, {}},
    {"admissionregistration.k8s.io/v1beta1", "ValidatingWebhookConfiguration", 0, 16, 22,
     "admissionregistration.k8s.io/v1"},
    {"admissionregistration.k8s.io/v1beta1", "MutatingWebhookConfiguration", 0, 16, 22,
     "admissionregistration.k8s.io/v1"},
    {"apiextensions.k8s.io/v1beta1", "", 0, 16, 22, "apiextensions.k8s.io/v1"},
    {"apiregistration.k8s.io/v1beta1", "", 0, 19, 22, "apiregistration.k8s.io/v1"},
    {"apps/v1beta1", "", 0, 9, 16, "apps/v1"},
    {"apps/v1beta2", "", 0, 9, 16, "apps/v1"},
    {"autoscaling/v2", "", 23, 0, 0, {}},
    {"autoscaling/v2beta1", "", 0, 22, 25, "autoscaling/v2"},
    {"autoscaling/v2beta2", "", 0, 23, 26, "autoscaling/v2"},
    {"batch/v1", "CronJob", 21, 0, 0, {}},
    {"batch/v1beta1", "CronJob", 0, 21, 25, "batch/v1"},
    {"certificates.k8s.io/v1beta1", "CertificateSigningRequest", 0, 19, 22,
     "certificates.k8s.io/v1"},
    {"coordination.k8s.io/v1beta1", "Lease", 0, 19, 22, "coordination.k8s.io/v1"},
    {"discovery.k8s.io/v1", "", 21, 0, 0, {}},
    {"discovery.k8s.io/v1beta1", "", 0, 21, 25, "discovery.k8s.io/v1"},
    {"events.k8s.io/v1", "", 19, 0, 0, {}},
    {"events.k8s.io/v1beta1", "", 0, 19, 25, "events.k8s.io/v1"},
    {"extensions/v1beta1", "Ingress", 0, 14, 22, "networking.k8s.io/v1"},
    {"extensions/v1beta1", "", 0, 9, 16, "apps/v1, networking.k8s.io/v1"},
    {"flowcontrol.apiserver.k8s.io/v1", "", 29, 0, 0, {}},
    {"flowcontrol.apiserver.k8s.io/v1beta1", "", 0, 23, 26, "flowcontrol.apiserver.k8s.io/v1"},
    {"flowcontrol.apiserver.k8s.io/v1beta2", "", 0, 26, 29, "flowcontrol.apiserver.k8s.io/v1"},
    {"flowcontrol.apiserver.k8s.io/v1beta3", "", 0, 29, 32, "flowcontrol.apiserver.k8s.io/v1"},
    {"networking.k8s.io/v1", "Ingress", 19, 0, 0, {}},
    {"networking.k8s.io/v1", "IngressClass", 19, 0, 0, {}},
    {"networking.k8s.io/v1", "IPAddress", 33, 0, 0, {}},
    {"networking.k8s.io/v1", "ServiceCIDR", 33, 0, 0, {}},
    {"networking.k8s.io/v1beta1", "Ingress", 0, 19, 22, "networking.k8s.io/v1"},
    {"networking.k8s.io/v1beta1", "IngressClass", 0, 19, 22, "networking.k8s.io/v1"},
    {"node.k8s.io/v1", "", 20, 0, 0, {}},
    {"node.k8s.io/v1beta1", "", 0, 20, 25, "node.k8s.io/v1"},
    {"policy/v1", "", 21, 0, 0, {}},
    {"policy/v1beta1", "PodDisruptionBudget", 0, 21, 25, "policy/v1"},
    {"policy/v1beta1", "PodSecurityPolicy", 0, 21, 25, "pod security admission"},
    {"rbac.authorization.k8s.io/v1alpha1", "", 0, 17, 22, "rbac.authorization.k8s.io/v1"},
    {"rbac.authorization.k8s.io/v1beta1", "", 0, 17, 22, "rbac.authorization.k8s.io/v1"},
    {"resource.k8s.io/v1", "", 34, 0, 0, {}},
    {"scheduling.k8s.io/v1beta1", "", 0, 14, 22, "scheduling.k8s.io/v1"},
    {"storage.k8s.io/v1", "CSIStorageCapacity", 24, 0, 0, {}},
    {"storage.k8s.io/v1beta1", "CSIStorageCapacity", 0, 24, 27, "storage.k8s.io/v1"},
    {"storage.k8s.io/v1beta1", "StorageClass", 0, 19, 22, "storage.k8s.io/v1"},
};

/// Whether the cluster's release serves the object's version of the API, for definitions that name
/// a release.
constexpr void check_release(const examined& e) {
    const int release = e.cluster.kubernetes.minor_version();
    const api::kind_facts& kind = e.it.facts();
    if (!release) return;
    for (const served& s : served_versions) {
        if (s.api_version != kind.api_version || (!s.kind.empty() && s.kind != kind.kind)) continue;
        const words value = words(s.api_version).add(" ").add(kind.kind);
        const words hint = words(s.instead.empty() ? "" : "use ").add(s.instead);
        if (s.removed && release >= s.removed) e.report(rule::api_removed, e.here(), value, hint);
        else if (s.since && release < s.since)
            e.report(rule::api_not_served_yet, e.here(), value,
                     words("it is served since 1.").add(s.since));
        else if (s.deprecated && release >= s.deprecated)
            e.report(rule::api_deprecated, e.here(), value, hint);
        return;
    }
}

}  // namespace slipway::dsl::detail
