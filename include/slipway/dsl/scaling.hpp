// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/api/autoscaling_v2.hpp>
#include <slipway/api/members/autoscaling_v2.hpp>
#include <slipway/api/members/policy_v1.hpp>
#include <slipway/api/policy_v1.hpp>
#include <slipway/dsl/further.hpp>
#include <slipway/dsl/workload.hpp>

namespace slipway::dsl {

/// What an autoscaler gives more or fewer replicas.
struct scale_target {
    text apiVersion{};
    text kind{};
    text name{};

    constexpr scale_target() = default;
    constexpr scale_target(const Deployment& d)
        : apiVersion("apps/v1"), kind("Deployment"), name(d.name) {}
    constexpr scale_target(const StatefulSet& s)
        : apiVersion("apps/v1"), kind("StatefulSet"), name(s.name) {}
};

struct HorizontalPodAutoscaler {
    dsl::name name{};
    short_name namespace_{};
    dsl::labels labels{};
    dsl::annotations annotations{};
    scale_target scaleTargetRef{};
    replica_bound minReplicas{};  ///< 1 where it is left out
    replica_bound maxReplicas{};
    utilization cpuUtilization{};  ///< in percent of what the containers request
    utilization memoryUtilization{};
    core::list<api::MetricSpec> metrics{};             ///< whatever else is measured
    further<api::HorizontalPodAutoscalerSpec> spec{};  ///< whatever else the API has
    int line = __builtin_LINE();
    const char* file = __builtin_FILE();
};

struct Autoscaling {
    dsl::name name{};  ///< the workload's where it is left out
    replica_bound minReplicas{};
    replica_bound maxReplicas{};
    utilization cpuUtilization{};
    utilization memoryUtilization{};
    int line = __builtin_LINE();
    const char* file = __builtin_FILE();
};

/// The autoscaler of a Deployment or StatefulSet, beside it.
template <class Workload>
constexpr HorizontalPodAutoscaler autoscale(const Workload& workload, const Autoscaling& a) {
    HorizontalPodAutoscaler made = detail::beside<HorizontalPodAutoscaler>(workload, a);
    made.scaleTargetRef = scale_target(workload);
    made.minReplicas = a.minReplicas;
    made.maxReplicas = a.maxReplicas;
    made.cpuUtilization = a.cpuUtilization;
    made.memoryUtilization = a.memoryUtilization;
    return made;
}

struct PodDisruptionBudget {
    dsl::name name{};
    short_name namespace_{};
    dsl::labels labels{};
    dsl::annotations annotations{};
    dsl::labels selector{};
    core::int_or_string minAvailable{};
    core::int_or_string maxUnavailable{};
    further<api::PodDisruptionBudgetSpec> spec{};  ///< whatever else the API has
    int line = __builtin_LINE();
    const char* file = __builtin_FILE();
};

struct Disruption {
    dsl::name name{};  ///< the workload's where it is left out
    core::int_or_string minAvailable{};
    core::int_or_string maxUnavailable{};
    int line = __builtin_LINE();
    const char* file = __builtin_FILE();
};

/// How many of a workload's pods may be away at a time, for a number or percentage.
template <class Workload>
constexpr PodDisruptionBudget disruptionBudget(const Workload& workload, const Disruption& d) {
    if (podLabelsOf(workload).empty())
        error::what_is_protected_needs_labels_to_be_selected_by(workload.name);
    PodDisruptionBudget made = detail::beside<PodDisruptionBudget>(workload, d);
    made.selector = selectorOf(workload);
    made.minAvailable = d.minAvailable;
    made.maxUnavailable = d.maxUnavailable;
    return made;
}

namespace detail {

template <std::size_t N>
constexpr void add_utilization(const char (&resource)[N], long percent,
                               core::list<api::MetricSpec>& to) {
    if (!percent) return;
    api::MetricSpec& made = to.append();
    made.type = "Resource";
    api::ResourceMetricSource& source = made.resource.emplace();
    source.name = resource;
    api::MetricTarget& target = source.target.emplace();
    target.type = "Utilization";
    target.averageUtilization = percent;
}

}  // namespace detail

template <std::same_as<HorizontalPodAutoscaler> Short>
constexpr api::HorizontalPodAutoscaler lower(const Short& from) {
    api::HorizontalPodAutoscaler made;
    detail::begin(from, made, "autoscaling/v2", "HorizontalPodAutoscaler");
    api::HorizontalPodAutoscalerSpec& spec = made.spec;
    if (from.spec.has_value()) spec = *from.spec;
    if (!from.scaleTargetRef.name.empty()) {
        api::CrossVersionObjectReference& target = spec.scaleTargetRef.emplace();
        target.apiVersion = from.scaleTargetRef.apiVersion;
        target.kind = from.scaleTargetRef.kind;
        target.name = from.scaleTargetRef.name;
    }
    if (from.minReplicas) spec.minReplicas = static_cast<long>(from.minReplicas);
    if (from.maxReplicas) spec.maxReplicas = static_cast<long>(from.maxReplicas);
    detail::add_utilization("cpu", from.cpuUtilization, spec.metrics);
    detail::add_utilization("memory", from.memoryUtilization, spec.metrics);
    if (spec.metrics.empty()) spec.metrics = from.metrics;
    else
        for (const api::MetricSpec& m : from.metrics) spec.metrics.push_back(m);
    return made;
}
constexpr bool all_checked(const HorizontalPodAutoscaler& a) {
    return !a.spec.has_value() && a.metrics.empty();
}

template <std::same_as<PodDisruptionBudget> Short>
constexpr api::PodDisruptionBudget lower(const Short& from) {
    api::PodDisruptionBudget made;
    detail::begin(from, made, "policy/v1", "PodDisruptionBudget");
    if (from.spec.has_value()) made.spec = *from.spec;
    if (!from.selector.empty()) made.spec.selector.emplace().matchLabels = from.selector;
    if (from.minAvailable.has_value()) made.spec.minAvailable = from.minAvailable;
    if (from.maxUnavailable.has_value()) made.spec.maxUnavailable = from.maxUnavailable;
    return made;
}
constexpr bool all_checked(const PodDisruptionBudget& b) { return !b.spec.has_value(); }

}  // namespace slipway::dsl
