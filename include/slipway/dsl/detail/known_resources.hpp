// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <slipway/core/characters.hpp>

namespace slipway::dsl::detail {

/// Names, those first that are written most.
struct known_names {
    const std::string_view* first = nullptr;
    std::size_t count = 0;

    template <std::size_t N>
    constexpr known_names(const std::string_view (&names)[N]) : first(names), count(N) {}
    constexpr const std::string_view* begin() const { return first; }
    constexpr const std::string_view* end() const { return first + count; }
    constexpr bool contains(std::string_view name) const {
        for (const std::string_view& each : *this)
            if (core::same_characters(each, name)) return true;
        return false;
    }
};

namespace known {

inline constexpr std::string_view core[] = {"pods",
                                            "services",
                                            "configmaps",
                                            "secrets",
                                            "serviceaccounts",
                                            "persistentvolumeclaims",
                                            "persistentvolumes",
                                            "events",
                                            "namespaces",
                                            "nodes",
                                            "endpoints",
                                            "replicationcontrollers",
                                            "resourcequotas",
                                            "limitranges",
                                            "podtemplates",
                                            "bindings",
                                            "componentstatuses",
                                            "users",
                                            "groups"};
inline constexpr std::string_view apps[] = {"deployments", "statefulsets", "daemonsets",
                                            "replicasets", "controllerrevisions"};
inline constexpr std::string_view batch[] = {"jobs", "cronjobs"};
inline constexpr std::string_view networking[] = {"ingresses",      "networkpolicies",
                                                  "ingressclasses", "ipaddresses",
                                                  "servicecidrs",   "clustercidrs"};
inline constexpr std::string_view rbac[] = {"roles", "rolebindings", "clusterroles",
                                            "clusterrolebindings"};
inline constexpr std::string_view autoscaling[] = {"horizontalpodautoscalers"};
inline constexpr std::string_view policy[] = {"poddisruptionbudgets", "podsecuritypolicies"};
inline constexpr std::string_view coordination[] = {"leases", "leasecandidates"};
inline constexpr std::string_view events[] = {"events"};
inline constexpr std::string_view discovery[] = {"endpointslices"};
inline constexpr std::string_view storage[] = {"storageclasses",       "volumeattachments",
                                               "csidrivers",           "csinodes",
                                               "csistoragecapacities", "volumeattributesclasses"};
inline constexpr std::string_view apiextensions[] = {"customresourcedefinitions"};
inline constexpr std::string_view apiregistration[] = {"apiservices"};
inline constexpr std::string_view admissionregistration[] = {
    "mutatingwebhookconfigurations", "validatingwebhookconfigurations",
    "validatingadmissionpolicies",   "validatingadmissionpolicybindings",
    "mutatingadmissionpolicies",     "mutatingadmissionpolicybindings"};
inline constexpr std::string_view authentication[] = {"tokenreviews", "selfsubjectreviews",
                                                      "userextras", "uids"};
inline constexpr std::string_view authorization[] = {
    "subjectaccessreviews", "localsubjectaccessreviews", "selfsubjectaccessreviews",
    "selfsubjectrulesreviews"};
inline constexpr std::string_view certificates[] = {
    "certificatesigningrequests", "clustertrustbundles", "podcertificaterequests", "signers"};
inline constexpr std::string_view scheduling[] = {"priorityclasses", "workloads"};
inline constexpr std::string_view resource[] = {
    "resourceclaims",        "resourceclaimtemplates",  "deviceclasses",
    "resourceslices",        "devicetaintrules",        "resourceclasses",
    "podschedulingcontexts", "resourceclaimparameters", "resourceclassparameters"};
inline constexpr std::string_view node[] = {"runtimeclasses"};
inline constexpr std::string_view flowcontrol[] = {"flowschemas", "prioritylevelconfigurations"};
inline constexpr std::string_view internal[] = {"storageversions"};
inline constexpr std::string_view storagemigration[] = {"storageversionmigrations"};
inline constexpr std::string_view parts_of_pods[] = {
    "log",       "exec",    "attach", "portforward",         "proxy",
    "eviction",  "binding", "status", "ephemeralcontainers", "resize",
    "finalizers"};

}  // namespace known

/// A group of Kubernetes' API with what roles may name in it: the resources of all its versions up
/// to 1.35, and what has a name for access alone (`users`, `signers`). `api/resources.hpp` is not
/// for here: it is no constant, and has all else of each kind.
struct known_group {
    std::string_view name;
    known_names resources;
};
inline constexpr known_group known_groups[] = {
    {"", known::core},
    {"apps", known::apps},
    {"batch", known::batch},
    {"networking.k8s.io", known::networking},
    {"rbac.authorization.k8s.io", known::rbac},
    {"autoscaling", known::autoscaling},
    {"policy", known::policy},
    {"coordination.k8s.io", known::coordination},
    {"events.k8s.io", known::events},
    {"discovery.k8s.io", known::discovery},
    {"storage.k8s.io", known::storage},
    {"apiextensions.k8s.io", known::apiextensions},
    {"apiregistration.k8s.io", known::apiregistration},
    {"admissionregistration.k8s.io", known::admissionregistration},
    {"authentication.k8s.io", known::authentication},
    {"authorization.k8s.io", known::authorization},
    {"certificates.k8s.io", known::certificates},
    {"scheduling.k8s.io", known::scheduling},
    {"resource.k8s.io", known::resource},
    {"node.k8s.io", known::node},
    {"flowcontrol.apiserver.k8s.io", known::flowcontrol},
    {"internal.apiserver.k8s.io", known::internal},
    {"storagemigration.k8s.io", known::storagemigration},
};

/// Subresources of pods, which roles name most.
inline constexpr known_names known_pod_parts = known::parts_of_pods;

/// Null where Kubernetes has no such group.
constexpr const known_group* find_group(std::string_view name) {
    for (const known_group& g : known_groups)
        if (core::same_characters(g.name, name)) return &g;
    return nullptr;
}

}  // namespace slipway::dsl::detail
