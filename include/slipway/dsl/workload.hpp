// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/api/apps_v1.hpp>
#include <slipway/api/members/apps_v1.hpp>
#include <slipway/api/members/core_v1.hpp>
#include <slipway/dsl/access.hpp>
#include <slipway/dsl/further.hpp>
#include <slipway/dsl/service.hpp>
#include <slipway/dsl/volume.hpp>

namespace slipway::dsl {

struct PriorityClass;

/// Taints of nodes that pods bear.
struct toleration {
    label_key key{};                  ///< all where it is left out
    toleration_operator operator_{};  ///< `Equal` where a value is given, else `Exists`
    label_value value{};
    taint_effect effect{};  ///< all where it is left out
    time_in_seconds tolerationSeconds{};
};

/// As whom a pod's containers run.
struct PodSecurityContext {
    user_id fsGroup{};
    user_id runAsGroup{};
    core::optional<bool> runAsNonRoot{};
    user_id runAsUser{};

    constexpr bool empty() const {
        return fsGroup < 0 && runAsGroup < 0 && !runAsNonRoot.has_value() && runAsUser < 0;
    }
};

struct Pod {
    dsl::name name{};
    short_name namespace_{};
    dsl::labels labels{};
    dsl::annotations annotations{};
    core::list<Container> initContainers{};
    core::list<Container> containers{};
    core::list<volume> volumes{};
    dsl::labels nodeSelector{};
    restart_policy restartPolicy{};
    core::list<toleration> tolerations{};
    bool hostNetwork = false;
    core::list<reference_to<Secret>> imagePullSecrets{};
    reference_to<PriorityClass> priorityClassName{};
    PodSecurityContext securityContext{};
    reference_to<ServiceAccount> serviceAccountName{};
    time_in_seconds terminationGracePeriodSeconds{};
    further<api::PodSpec> spec{};  ///< whatever else the API has
    int line = __builtin_LINE();
    const char* file = __builtin_FILE();
};

struct RollingUpdate {
    deployment_update type{};  ///< `RollingUpdate` where it is left out
    core::int_or_string maxSurge{};
    core::int_or_string maxUnavailable{};
};

struct Deployment {
    dsl::name name{};
    short_name namespace_{};
    dsl::labels labels{};  ///< of it, and of its pods
    dsl::annotations annotations{};
    dsl::labels podLabels{};  ///< of its pods, where they are not `labels`
    dsl::annotations podAnnotations{};
    dsl::labels selector{};    ///< where it is not all labels of its pods
    replica_count replicas{};  ///< left out, a new one has 1, and an autoscaler may decide on more
    RollingUpdate strategy{};
    core::list<Container> initContainers{};
    core::list<Container> containers{};
    core::list<volume> volumes{};
    dsl::labels nodeSelector{};
    core::list<toleration> tolerations{};
    bool hostNetwork = false;
    core::list<reference_to<Secret>> imagePullSecrets{};
    reference_to<PriorityClass> priorityClassName{};
    PodSecurityContext securityContext{};
    reference_to<ServiceAccount> serviceAccountName{};
    time_in_seconds terminationGracePeriodSeconds{};
    further<api::DeploymentSpec> spec{};  ///< whatever else the API has
    further<api::PodSpec> pod{};          ///< and of its pods
    int line = __builtin_LINE();
    const char* file = __builtin_FILE();
};

struct StatefulSet {
    dsl::name name{};
    short_name namespace_{};
    dsl::labels labels{};  ///< of it, and of its pods
    dsl::annotations annotations{};
    dsl::labels podLabels{};  ///< of its pods, where they are not `labels`
    dsl::annotations podAnnotations{};
    dsl::labels selector{};    ///< where it is not all labels of its pods
    replica_count replicas{};  ///< left out, a new one has 1, and an autoscaler may decide on more
    reference_to<Service> serviceName{};  ///< the headless Service that names its pods
    pod_management_policy podManagementPolicy{};
    set_update updateStrategy{};
    core::list<Container> initContainers{};
    core::list<Container> containers{};
    core::list<volume> volumes{};
    dsl::labels nodeSelector{};
    core::list<toleration> tolerations{};
    bool hostNetwork = false;
    core::list<reference_to<Secret>> imagePullSecrets{};
    reference_to<PriorityClass> priorityClassName{};
    PodSecurityContext securityContext{};
    reference_to<ServiceAccount> serviceAccountName{};
    time_in_seconds terminationGracePeriodSeconds{};
    core::list<PersistentVolumeClaim> volumeClaimTemplates{};
    further<api::StatefulSetSpec> spec{};  ///< whatever else the API has
    further<api::PodSpec> pod{};           ///< and of its pods
    int line = __builtin_LINE();
    const char* file = __builtin_FILE();
};

struct DaemonSet {
    dsl::name name{};
    short_name namespace_{};
    dsl::labels labels{};  ///< of it, and of its pods
    dsl::annotations annotations{};
    dsl::labels podLabels{};  ///< of its pods, where they are not `labels`
    dsl::annotations podAnnotations{};
    dsl::labels selector{};  ///< where it is not all labels of its pods
    set_update updateStrategy{};
    core::list<Container> initContainers{};
    core::list<Container> containers{};
    core::list<volume> volumes{};
    dsl::labels nodeSelector{};
    core::list<toleration> tolerations{};
    bool hostNetwork = false;
    core::list<reference_to<Secret>> imagePullSecrets{};
    reference_to<PriorityClass> priorityClassName{};
    PodSecurityContext securityContext{};
    reference_to<ServiceAccount> serviceAccountName{};
    time_in_seconds terminationGracePeriodSeconds{};
    further<api::DaemonSetSpec> spec{};  ///< whatever else the API has
    further<api::PodSpec> pod{};         ///< and of its pods
    int line = __builtin_LINE();
    const char* file = __builtin_FILE();
};

template <std::same_as<toleration> Short>
constexpr void lower(const Short& from, api::Toleration& made) {
    made.key = from.key;
    made.value = from.value;
    if (!from.operator_.empty()) made.operator_ = from.operator_;
    else if (from.value.empty()) made.operator_ = "Exists";
    else made.operator_ = "Equal";
    made.effect = from.effect;
    if (from.tolerationSeconds >= 0)
        made.tolerationSeconds = static_cast<long>(from.tolerationSeconds);
}

template <std::same_as<PodSecurityContext> Short>
constexpr void lower(const Short& from, core::optional<api::PodSecurityContext>& to) {
    if (from.empty()) return;
    api::PodSecurityContext& made = to.emplace();
    if (from.fsGroup >= 0) made.fsGroup = static_cast<long>(from.fsGroup);
    if (from.runAsGroup >= 0) made.runAsGroup = static_cast<long>(from.runAsGroup);
    if (from.runAsNonRoot.has_value()) made.runAsNonRoot = from.runAsNonRoot;
    if (from.runAsUser >= 0) made.runAsUser = static_cast<long>(from.runAsUser);
}

namespace detail {

/// What all short forms that run pods say of them.
template <class Short>
constexpr void lower_pods(const Short& from, api::PodSpec& made) {
    lower_each(from.initContainers, made.initContainers);
    lower_each(from.containers, made.containers);
    lower_each(from.volumes, made.volumes);
    if (made.nodeSelector.empty()) made.nodeSelector = from.nodeSelector;
    else
        for (const core::entry<text>& e : from.nodeSelector) made.nodeSelector.push_back(e);
    if constexpr (requires { from.restartPolicy; })
        if (!from.restartPolicy.empty()) made.restartPolicy = from.restartPolicy;
    lower_each(from.tolerations, made.tolerations);
    if (from.hostNetwork) made.hostNetwork = true;
    lower_each(from.imagePullSecrets, made.imagePullSecrets);
    if (!from.priorityClassName.empty()) made.priorityClassName = from.priorityClassName;
    lower(from.securityContext, made.securityContext);
    if (!from.serviceAccountName.empty()) made.serviceAccountName = from.serviceAccountName;
    if (from.terminationGracePeriodSeconds >= 0)
        made.terminationGracePeriodSeconds = static_cast<long>(from.terminationGracePeriodSeconds);
}

template <class Short>
constexpr void lower_template(const Short& from, api::PodTemplateSpec& made) {
    made.metadata.labels = podLabelsOf(from);
    if (!from.podAnnotations.empty()) made.metadata.annotations = from.podAnnotations;
    if (from.pod.has_value()) made.spec = *from.pod;
    lower_pods(from, made.spec);
}

template <class Short>
constexpr bool pods_checked(const Short& from) {
    return !from.spec.has_value() && !from.pod.has_value() && all_checked(from.containers) &&
           all_checked(from.initContainers);
}

}  // namespace detail

template <std::same_as<Pod> Short>
constexpr void lower(const Short& from, api::Pod& made) {
    detail::begin(from, made, "v1", "Pod");
    if (from.spec.has_value()) made.spec = *from.spec;
    detail::lower_pods(from, made.spec);
}
template <std::same_as<Pod> Short>
constexpr api::Pod lower(const Short& from) {
    api::Pod made;
    lower(from, made);
    return made;
}
constexpr bool all_checked(const Pod& p) {
    return !p.spec.has_value() && all_checked(p.containers) && all_checked(p.initContainers);
}

template <std::same_as<Deployment> Short>
constexpr void lower(const Short& from, api::Deployment& made) {
    detail::begin(from, made, "apps/v1", "Deployment");
    api::DeploymentSpec& spec = made.spec;
    if (from.spec.has_value()) spec = *from.spec;
    if (from.replicas >= 0) spec.replicas = static_cast<long>(from.replicas);
    spec.selector.emplace().matchLabels = selectorOf(from);
    const RollingUpdate& how = from.strategy;
    if (!how.type.empty()) spec.strategy.emplace().type = how.type;
    if (how.maxSurge.has_value() || how.maxUnavailable.has_value()) {
        api::DeploymentStrategy& strategy = spec.strategy.emplace();
        if (how.type.empty()) strategy.type = "RollingUpdate";
        api::RollingUpdateDeployment& rolling = strategy.rollingUpdate.emplace();
        rolling.maxSurge = how.maxSurge;
        rolling.maxUnavailable = how.maxUnavailable;
    }
    detail::lower_template(from, spec.template_);
}
template <std::same_as<Deployment> Short>
constexpr api::Deployment lower(const Short& from) {
    api::Deployment made;
    lower(from, made);
    return made;
}
constexpr bool all_checked(const Deployment& d) { return detail::pods_checked(d); }

template <std::same_as<StatefulSet> Short>
constexpr void lower(const Short& from, api::StatefulSet& made) {
    detail::begin(from, made, "apps/v1", "StatefulSet");
    api::StatefulSetSpec& spec = made.spec;
    if (from.spec.has_value()) spec = *from.spec;
    if (from.replicas >= 0) spec.replicas = static_cast<long>(from.replicas);
    spec.selector.emplace().matchLabels = selectorOf(from);
    if (!from.serviceName.empty()) spec.serviceName = from.serviceName;
    if (!from.podManagementPolicy.empty()) spec.podManagementPolicy = from.podManagementPolicy;
    if (!from.updateStrategy.empty()) spec.updateStrategy.emplace().type = from.updateStrategy;
    detail::lower_template(from, spec.template_);
    for (const PersistentVolumeClaim& each : from.volumeClaimTemplates)
        detail::lower_claim(each, spec.volumeClaimTemplates.append());
}
template <std::same_as<StatefulSet> Short>
constexpr api::StatefulSet lower(const Short& from) {
    api::StatefulSet made;
    lower(from, made);
    return made;
}
constexpr bool all_checked(const StatefulSet& s) {
    for (const PersistentVolumeClaim& c : s.volumeClaimTemplates)
        if (!all_checked(c)) return false;
    return detail::pods_checked(s);
}

template <std::same_as<DaemonSet> Short>
constexpr void lower(const Short& from, api::DaemonSet& made) {
    detail::begin(from, made, "apps/v1", "DaemonSet");
    api::DaemonSetSpec& spec = made.spec;
    if (from.spec.has_value()) spec = *from.spec;
    spec.selector.emplace().matchLabels = selectorOf(from);
    if (!from.updateStrategy.empty()) spec.updateStrategy.emplace().type = from.updateStrategy;
    detail::lower_template(from, spec.template_);
}
template <std::same_as<DaemonSet> Short>
constexpr api::DaemonSet lower(const Short& from) {
    api::DaemonSet made;
    lower(from, made);
    return made;
}
constexpr bool all_checked(const DaemonSet& d) { return detail::pods_checked(d); }

}  // namespace slipway::dsl
