// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: a tenth of a second for those who write no sentences.

#include <slipway/dsl/build/builder.hpp>
#include <slipway/dsl/scaling.hpp>

namespace slipway::dsl::build {

/// `build::autoscale(web).minReplicas(2).maxReplicas(9).cpuUtilization(80)`
template <unsigned Missing>
class [[nodiscard]] horizontal_pod_autoscaler_builder
    : public namespaced_words<horizontal_pod_autoscaler_builder, HorizontalPodAutoscaler, Missing>,
      public builder<horizontal_pod_autoscaler_builder, HorizontalPodAutoscaler, Missing> {
    using targeted = horizontal_pod_autoscaler_builder<Missing & ~needs::a_target>;
    using bounded = horizontal_pod_autoscaler_builder<Missing & ~needs::a_maximum>;
    using complete = horizontal_pod_autoscaler_builder<needs::nothing>;

public:
    using builder<horizontal_pod_autoscaler_builder, HorizontalPodAutoscaler, Missing>::builder;

    constexpr horizontal_pod_autoscaler_builder named(const name& n) && {
        return this->edit().name = n, this->said();
    }
    constexpr targeted scaleTargetRef(const scale_target& t) && {
        return this->edit().scaleTargetRef = t, targeted(this->taken());
    }
    constexpr horizontal_pod_autoscaler_builder minReplicas(replica_bound n) && {
        return this->edit().minReplicas = n, this->said();
    }
    constexpr bounded maxReplicas(replica_bound n) && {
        return this->edit().maxReplicas = n, bounded(this->taken());
    }
    constexpr horizontal_pod_autoscaler_builder cpuUtilization(utilization percent) && {
        return this->edit().cpuUtilization = percent, this->said();
    }
    constexpr horizontal_pod_autoscaler_builder memoryUtilization(utilization percent) && {
        return this->edit().memoryUtilization = percent, this->said();
    }
    /// Whatever else is measured.
    constexpr horizontal_pod_autoscaler_builder metric(const api::MetricSpec& m) && {
        return this->edit().metrics.push_back(m), this->said();
    }
    /// Whatever else the API has; target and bounds may be in there.
    constexpr complete spec(const api::HorizontalPodAutoscalerSpec& s) && {
        return this->edit().spec = s, complete(this->taken());
    }
};
constexpr auto horizontal_pod_autoscaler(const name& called, int line = __builtin_LINE(),
                                         const char* file = __builtin_FILE()) {
    using begun = horizontal_pod_autoscaler_builder<needs::a_target + needs::a_maximum>;
    return begin_at<begun>(called, line, file);
}
constexpr horizontal_pod_autoscaler_builder<needs::nothing> horizontal_pod_autoscaler(
    const HorizontalPodAutoscaler& begun) {
    return horizontal_pod_autoscaler_builder<needs::nothing>(begun);
}

/// The autoscaler of a Deployment or StatefulSet, beside it.
template <class Workload>
constexpr horizontal_pod_autoscaler_builder<needs::a_maximum> autoscale(
    const Workload& workload, int line = __builtin_LINE(), const char* file = __builtin_FILE()) {
    if constexpr (a_builder<Workload>) return autoscale(workload.made(), line, file);
    else
        return horizontal_pod_autoscaler_builder<needs::a_maximum>(
            dsl::autoscale(workload, {.line = line, .file = file}));
}
/// Of what a builder makes, in the words of values.
template <a_builder Workload>
constexpr HorizontalPodAutoscaler autoscale(const Workload& workload, const Autoscaling& a) {
    return dsl::autoscale(workload.made(), a);
}

/// `build::disruptionBudget(web).maxUnavailable(1)`
template <unsigned Missing>
class [[nodiscard]] pod_disruption_budget_builder
    : public namespaced_words<pod_disruption_budget_builder, PodDisruptionBudget, Missing>,
      public builder<pod_disruption_budget_builder, PodDisruptionBudget, Missing> {
public:
    using builder<pod_disruption_budget_builder, PodDisruptionBudget, Missing>::builder;

    constexpr pod_disruption_budget_builder named(const name& n) && {
        return this->edit().name = n, this->said();
    }
    constexpr pod_disruption_budget_builder selector(const label_key& key,
                                                     const label_value& value) && {
        return this->edit().selector.push_back({key, value}), this->said();
    }
    constexpr pod_disruption_budget_builder selector(const dsl::labels& more) && {
        return detail::add_all(this->edit().selector, more), this->said();
    }
    /// A number, or a percentage such as "50%".
    constexpr pod_disruption_budget_builder minAvailable(const core::int_or_string& n) && {
        return this->edit().minAvailable = n, this->said();
    }
    constexpr pod_disruption_budget_builder maxUnavailable(const core::int_or_string& n) && {
        return this->edit().maxUnavailable = n, this->said();
    }
    /// Whatever else the API has.
    constexpr pod_disruption_budget_builder spec(const api::PodDisruptionBudgetSpec& s) && {
        return this->edit().spec = s, this->said();
    }
};
constexpr pod_disruption_budget_builder<needs::nothing> pod_disruption_budget(
    const name& called, int line = __builtin_LINE(), const char* file = __builtin_FILE()) {
    return begin_at<pod_disruption_budget_builder<needs::nothing>>(called, line, file);
}
constexpr pod_disruption_budget_builder<needs::nothing> pod_disruption_budget(
    const PodDisruptionBudget& begun) {
    return pod_disruption_budget_builder<needs::nothing>(begun);
}

/// How many of a workload's pods may be away at a time.
template <class Workload>
constexpr pod_disruption_budget_builder<needs::nothing> disruptionBudget(
    const Workload& workload, int line = __builtin_LINE(), const char* file = __builtin_FILE()) {
    if constexpr (a_builder<Workload>) return disruptionBudget(workload.made(), line, file);
    else
        return pod_disruption_budget_builder<needs::nothing>(
            dsl::disruptionBudget(workload, {.line = line, .file = file}));
}
/// Of what a builder makes, in the words of values.
template <a_builder Workload>
constexpr PodDisruptionBudget disruptionBudget(const Workload& workload, const Disruption& d) {
    return dsl::disruptionBudget(workload.made(), d);
}

}  // namespace slipway::dsl::build
