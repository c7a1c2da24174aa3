// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include <slipway/json/value.hpp>

/// Where the objects of the API name other ones, as data (Kubernetes API reference 1.35; Gateway
/// API v1).
namespace slipway::cli::detail {

/// The member `name` of each object at `path` is the name of an object of one kind.
struct name_reference {
    std::string_view in;    ///< the kind that has it
    std::string_view path;  ///< `a.b[].c`: of all elements of the list b
    std::string_view name;
    std::string_view verb;
    std::string_view group, kind;  ///< of what is named
};

/// Each object at `path` has `kind`, `name`, and perhaps `apiVersion` or `apiGroup` or `group`, and
/// `namespace`.
struct typed_reference {
    std::string_view in, path, verb;
    std::string_view kind;  ///< where the reference does not say it
};

/// Labels at `path` (in the `podSelector` of each element, where it leads to a list) choose
/// workloads of the same namespace.
struct selector_reference {
    std::string_view in, path, verb;
    bool plain;  ///< a map of labels, where an empty one chooses nothing; otherwise a LabelSelector
    /// whether an empty LabelSelector is followed: it chooses all of the namespace
    bool everything;
};

/// Of the Pods that an object makes, below their `spec`.
inline constexpr name_reference pod_references[] = {
    {"", "volumes[].configMap", "name", "mounts", "", "ConfigMap"},
    {"", "volumes[].secret", "secretName", "mounts", "", "Secret"},
    {"", "volumes[].persistentVolumeClaim", "claimName", "mounts", "", "PersistentVolumeClaim"},
    {"", "volumes[].projected.sources[].configMap", "name", "mounts", "", "ConfigMap"},
    {"", "volumes[].projected.sources[].secret", "name", "mounts", "", "Secret"},
    {"", "volumes[].csi.nodePublishSecretRef", "name", "mounts with", "", "Secret"},
    {"", "volumes[].ephemeral.volumeClaimTemplate.spec", "storageClassName", "claims from",
     "storage.k8s.io", "StorageClass"},
    {"", "imagePullSecrets[]", "name", "pulls with", "", "Secret"},
    {"", "", "serviceAccountName", "runs as", "", "ServiceAccount"},
    {"", "", "serviceAccount", "runs as", "", "ServiceAccount"},
    {"", "", "priorityClassName", "has priority", "scheduling.k8s.io", "PriorityClass"},
    {"", "", "runtimeClassName", "runs in", "node.k8s.io", "RuntimeClass"},
    {"", "resourceClaims[]", "resourceClaimName", "claims", "resource.k8s.io", "ResourceClaim"},
    {"", "resourceClaims[]", "resourceClaimTemplateName", "claims", "resource.k8s.io",
     "ResourceClaimTemplate"},
};

/// Of a container, wherever it stands.
inline constexpr name_reference container_references[] = {
    {"", "env[].valueFrom.configMapKeyRef", "name", "reads", "", "ConfigMap"},
    {"", "env[].valueFrom.secretKeyRef", "name", "reads", "", "Secret"},
    {"", "envFrom[].configMapRef", "name", "reads", "", "ConfigMap"},
    {"", "envFrom[].secretRef", "name", "reads", "", "Secret"},
};
inline constexpr std::string_view container_lists[] = {"initContainers[]", "containers[]",
                                                       "ephemeralContainers[]"};

inline constexpr name_reference object_references[] = {
    {"StatefulSet", "spec", "serviceName", "uses", "", "Service"},
    {"StatefulSet", "spec.volumeClaimTemplates[].spec", "storageClassName", "claims from",
     "storage.k8s.io", "StorageClass"},
    {"Ingress", "spec", "ingressClassName", "is of class", "networking.k8s.io", "IngressClass"},
    {"Ingress", "spec.defaultBackend.service", "name", "routes to", "", "Service"},
    {"Ingress", "spec.rules[].http.paths[].backend.service", "name", "routes to", "", "Service"},
    {"Ingress", "spec.backend", "serviceName", "routes to", "",
     "Service"},  // until networking.k8s.io/v1
    {"Ingress", "spec.rules[].http.paths[].backend", "serviceName", "routes to", "", "Service"},
    {"Ingress", "spec.tls[]", "secretName", "has TLS of", "", "Secret"},
    {"Gateway", "spec", "gatewayClassName", "is of class", "gateway.networking.k8s.io",
     "GatewayClass"},
    {"PersistentVolumeClaim", "spec", "storageClassName", "is of class", "storage.k8s.io",
     "StorageClass"},
    {"PersistentVolumeClaim", "spec", "volumeName", "is bound to", "", "PersistentVolume"},
    {"PersistentVolume", "spec", "storageClassName", "is of class", "storage.k8s.io",
     "StorageClass"},
    {"ServiceAccount", "secrets[]", "name", "holds", "", "Secret"},
    {"ServiceAccount", "imagePullSecrets[]", "name", "pulls with", "", "Secret"},
    {"ValidatingAdmissionPolicyBinding", "spec", "policyName", "binds",
     "admissionregistration.k8s.io", "ValidatingAdmissionPolicy"},
};

inline constexpr typed_reference typed_references[] = {
    {"HorizontalPodAutoscaler", "spec.scaleTargetRef", "scales", ""},
    {"VerticalPodAutoscaler", "spec.targetRef", "scales", ""},
    {"ScaledObject", "spec.scaleTargetRef", "scales", "Deployment"},
    {"RoleBinding", "roleRef", "grants", ""},
    {"RoleBinding", "subjects[]", "binds", ""},
    {"ClusterRoleBinding", "roleRef", "grants", ""},
    {"ClusterRoleBinding", "subjects[]", "binds", ""},
    {"Ingress", "spec.defaultBackend.resource", "routes to", ""},
    {"Ingress", "spec.rules[].http.paths[].backend.resource", "routes to", ""},
    {"HTTPRoute", "spec.parentRefs[]", "hangs on", "Gateway"},
    {"HTTPRoute", "spec.rules[].backendRefs[]", "routes to", "Service"},
    {"GRPCRoute", "spec.parentRefs[]", "hangs on", "Gateway"},
    {"GRPCRoute", "spec.rules[].backendRefs[]", "routes to", "Service"},
    {"Gateway", "spec.listeners[].tls.certificateRefs[]", "has TLS of", "Secret"},
    {"ValidatingWebhookConfiguration", "webhooks[].clientConfig.service", "calls", "Service"},
    {"MutatingWebhookConfiguration", "webhooks[].clientConfig.service", "calls", "Service"},
    {"CustomResourceDefinition", "spec.conversion.webhook.clientConfig.service", "calls",
     "Service"},
    {"APIService", "spec.service", "is served by", "Service"},
};

inline constexpr selector_reference selector_references[] = {
    {"Service", "spec.selector", "selects", true, false},
    {"PodDisruptionBudget", "spec.selector", "protects", false, true},
    {"NetworkPolicy", "spec.podSelector", "applies to", false, true},
    {"NetworkPolicy", "spec.ingress[].from[]", "admits", false, false},
    {"NetworkPolicy", "spec.egress[].to[]", "lets reach", false, false},
};

/// The member of an object, or null.
inline const json::value* member(const json::value& v, std::string_view name) {
    if (!v.is_object()) return nullptr;
    const auto found = v.find(name);
    return found == v.end() ? nullptr : &*found;
}

/// The text at a member, or empty.
inline std::string_view text_at(const json::value& v, std::string_view name) {
    const json::value* found = member(v, name);
    return found && found->is_string() ? std::string_view(found->get_ref<const std::string&>())
                                       : std::string_view();
}

/// Visits what stands at `path`: `a.b[].c`.
template <class Visit>
void each_at(const json::value& v, std::string_view path, Visit& visit) {
    if (path.empty()) return visit(v);
    const std::size_t dot = path.find('.');
    std::string_view step = path.substr(0, dot);
    const std::string_view rest = dot == path.npos ? std::string_view() : path.substr(dot + 1);
    const bool elements = step.ends_with("[]");
    if (elements) step.remove_suffix(2);
    const json::value* found = member(v, step);
    if (!found) return;
    if (!elements) return each_at(*found, rest, visit);
    if (found->is_array())
        for (const json::value& item : *found) each_at(item, rest, visit);
}

/// The first of what stands at `path`, or null.
inline const json::value* first_at(const json::value& v, std::string_view path) {
    const json::value* first = nullptr;
    auto keep = [&](const json::value& found) {
        if (!first) first = &found;
    };
    each_at(v, path, keep);
    return first;
}

/// The `spec` of the Pods that an object makes (or is), and their labels; null where it makes none.
struct pod_part {
    const json::value* spec = nullptr;
    const json::value* labels = nullptr;
};
inline pod_part pod_part_of(const json::value& object) {
    const std::string_view kind = text_at(object, "kind");
    if (kind == "Pod") return {member(object, "spec"), first_at(object, "metadata.labels")};
    const json::value* made = first_at(object, kind == "CronJob" ? "spec.jobTemplate.spec.template"
                                               : kind == "PodTemplate" ? "template"
                                                                       : "spec.template");
    if (!made) return {};
    const json::value* spec = member(*made, "spec");
    const json::value* containers = spec ? member(*spec, "containers") : nullptr;
    if (!containers || !containers->is_array()) return {};  // a template of something else
    return {spec, first_at(*made, "metadata.labels")};
}

}  // namespace slipway::cli::detail
