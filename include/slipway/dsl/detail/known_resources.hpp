// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <slipway/core/characters.hpp>

namespace slipway::dsl::detail {

/// A group of Kubernetes' API with what roles may name in it, with blanks between: the resources of all its versions up to 1.35, and what
/// has a name for access alone (`users`, `signers`). `api/resources.hpp` is not for here: it is no constant, and has all else of each kind.
struct known_group {
    std::string_view name;
    std::string_view resources;
};
inline constexpr known_group known_groups[] = {
    {"", "pods services configmaps secrets serviceaccounts persistentvolumeclaims persistentvolumes events namespaces nodes endpoints "
         "replicationcontrollers resourcequotas limitranges podtemplates bindings componentstatuses users groups"},
    {"apps", "deployments statefulsets daemonsets replicasets controllerrevisions"},
    {"batch", "jobs cronjobs"},
    {"networking.k8s.io", "ingresses networkpolicies ingressclasses ipaddresses servicecidrs clustercidrs"},
    {"rbac.authorization.k8s.io", "roles rolebindings clusterroles clusterrolebindings"},
    {"autoscaling", "horizontalpodautoscalers"},
    {"policy", "poddisruptionbudgets podsecuritypolicies"},
    {"coordination.k8s.io", "leases leasecandidates"},
    {"events.k8s.io", "events"},
    {"discovery.k8s.io", "endpointslices"},
    {"storage.k8s.io", "storageclasses volumeattachments csidrivers csinodes csistoragecapacities volumeattributesclasses"},
    {"apiextensions.k8s.io", "customresourcedefinitions"},
    {"apiregistration.k8s.io", "apiservices"},
    {"admissionregistration.k8s.io", "mutatingwebhookconfigurations validatingwebhookconfigurations validatingadmissionpolicies "
                                     "validatingadmissionpolicybindings mutatingadmissionpolicies mutatingadmissionpolicybindings"},
    {"authentication.k8s.io", "tokenreviews selfsubjectreviews userextras uids"},
    {"authorization.k8s.io", "subjectaccessreviews localsubjectaccessreviews selfsubjectaccessreviews selfsubjectrulesreviews"},
    {"certificates.k8s.io", "certificatesigningrequests clustertrustbundles podcertificaterequests signers"},
    {"scheduling.k8s.io", "priorityclasses workloads"},
    {"resource.k8s.io", "resourceclaims resourceclaimtemplates deviceclasses resourceslices devicetaintrules resourceclasses podschedulingcontexts "
                        "resourceclaimparameters resourceclassparameters"},
    {"node.k8s.io", "runtimeclasses"},
    {"flowcontrol.apiserver.k8s.io", "flowschemas prioritylevelconfigurations"},
    {"internal.apiserver.k8s.io", "storageversions"},
    {"storagemigration.k8s.io", "storageversionmigrations"},
};

/// Of pods, which roles name most.
inline constexpr std::string_view known_pod_parts = "log exec attach portforward proxy eviction binding status ephemeralcontainers resize finalizers";

/// Calls `visit` with each word, until it returns true; whether it did.
template <class Visit>
constexpr bool any_word(std::string_view words, Visit visit) {
    while (true) {
        const std::size_t blank = core::find_character(words, ' ');
        if (visit(words.substr(0, blank))) return true;
        if (blank == words.npos) return false;
        words.remove_prefix(blank + 1);
    }
}
constexpr bool has_word(std::string_view words, std::string_view word) {
    return any_word(words, [&](std::string_view each) { return core::same_characters(each, word); });
}

constexpr const known_group* find_group(std::string_view name) {
    for (const known_group& g : known_groups)
        if (g.name == name) return &g;
    return nullptr;
}

}  // namespace slipway::dsl::detail
