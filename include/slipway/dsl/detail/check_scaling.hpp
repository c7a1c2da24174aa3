// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/dsl/detail/check_workload.hpp>

namespace slipway::dsl::detail {

/// The workload that an autoscaler names; null where there is none, which is reported. Of kinds
/// that are not known here nothing is.
constexpr const object* scale_target(const examined& e,
                                     const api::autoscaling_v2::CrossVersionObjectReference& to) {
    if (to.kind == "Deployment")
        return e.need<api::Deployment>(rule::unknown_scale_target, to.name, e.here());
    if (to.kind == "StatefulSet")
        return e.need<api::StatefulSet>(rule::unknown_scale_target, to.name, e.here());
    if (to.kind == "ReplicaSet")
        return e.need<api::ReplicaSet>(rule::unknown_scale_target, to.name, e.here());
    if (to.kind == "DaemonSet" || to.kind == "Job" || to.kind == "CronJob" || to.kind == "Pod")
        e.report(rule::refused_value, e.here(),
                 words("scaleTargetRef ").add(to.kind.view()).add(" ").add(to.name.view()),
                 "only what has replicas is scaled, such as a Deployment or StatefulSet");
    return nullptr;
}

/// A share of what is requested needs requests.
constexpr void check_share(const examined& e, const object& target, std::string_view resource,
                           std::string_view of_container) {
    const api::PodSpec* const pod = target.pods();
    if (!pod) return;
    for (const api::Container& c : pod->containers) {
        if (!of_container.empty() && c.name != of_container) continue;
        const bool requested =
            c.resources.has_value() &&
            (c.resources->requests.contains(resource) || c.resources->limits.contains(resource));
        if (!requested)
            return e.report(rule::autoscaler_without_requests, e.here(),
                            words("container ")
                                .add(c.name.view())
                                .add(" of ")
                                .add(target.name())
                                .add(" requests no ")
                                .add(resource));
    }
}

/// What a workload that is scaled says of its replicas is set again by each apply. None are said to
/// stop its autoscaler.
constexpr void check_set_back(const examined& e, const object& target) {
    core::optional<long> said;
    if (const auto* d = target.as<api::Deployment>()) said = d->spec.replicas;
    if (const auto* s = target.as<api::StatefulSet>()) said = s->spec.replicas;
    if (said.value_or(0) == 0) return;
    e.report(rule::replicas_set_back, e.here(),
             words("replicas ").add(said.value_or(0)).add(" of ").add(title(target).view()),
             words("leave them out"));
}

constexpr void check_autoscaler(const examined& e) {
    const api::autoscaling_v2::HorizontalPodAutoscalerSpec& spec =
        e.it.as<api::HorizontalPodAutoscaler>()->spec;
    const long least = spec.minReplicas.value_or(1), most = spec.maxReplicas.value_or(0);
    if (spec.maxReplicas.has_value() && (least < 1 || most < least))
        e.report(rule::autoscaler_bounds, e.here(),
                 words("min ").add(least).add(", max ").add(most));
    if (!spec.scaleTargetRef.has_value()) return;
    const object* const target = scale_target(e, *spec.scaleTargetRef);
    if (!target) return;
    check_set_back(e, *target);
    // The API server scales by 80 percent of the CPU time that is requested where nothing is said
    // (autoscaling/v2, defaults of metrics).
    if (spec.metrics.empty()) check_share(e, *target, "cpu", {});
    for (const api::autoscaling_v2::MetricSpec& m : spec.metrics) {
        if (m.resource.has_value() && m.resource->target.has_value() &&
            m.resource->target->averageUtilization.has_value())
            check_share(e, *target, m.resource->name, {});
        if (m.containerResource.has_value() && m.containerResource->target.has_value() &&
            m.containerResource->target->averageUtilization.has_value())
            check_share(e, *target, m.containerResource->name, m.containerResource->container);
    }
}

/// Between the autoscalers: two would pull at one workload.
constexpr void check_scaled_twice(const Cluster& cluster, findings& found) {
    core::list<const object*> scalers;
    for (const object& o : cluster.resources)
        if (o.is<api::HorizontalPodAutoscaler>() &&
            o.as<api::HorizontalPodAutoscaler>()->spec.scaleTargetRef.has_value())
            scalers.push_back(&o);
    const auto target = [&](std::size_t i) -> const auto& {
        return *std::as_const(scalers)[i]->as<api::HorizontalPodAutoscaler>()->spec.scaleTargetRef;
    };
    index taken(scalers.size());
    for (std::size_t i = 0; i < scalers.size(); ++i) {
        const object& o = *std::as_const(scalers)[i];
        const auto& to = target(i);
        const unsigned h = hash(to.name);
        const long before = taken.find(h, [&](std::size_t n) {
            return target(n).name == to.name && target(n).kind == to.kind &&
                   space_of(cluster, *std::as_const(scalers)[n]) == space_of(cluster, o);
        });
        if (before >= 0)
            report(found, o, rule::scaled_twice, title(o),
                   words(to.kind).add(" ").add(to.name.view()),
                   words(title(*std::as_const(scalers)[static_cast<std::size_t>(before)]))
                       .add(" does so too"));
        taken.put(h, i);
    }
}

/// A share of `100%`, or at least that many of so many pods.
constexpr bool is_all(const core::int_or_string& n, long replicas) {
    return n.is_number() ? n.number >= replicas : n.string == "100%";
}

constexpr void check_budget(const examined& e, const by_label& labels) {
    const api::PodDisruptionBudgetSpec& spec = e.it.as<api::PodDisruptionBudget>()->spec;
    if (spec.minAvailable.has_value() == spec.maxUnavailable.has_value())
        e.report(rule::budget_bounds, e.here(),
                 words(spec.minAvailable.has_value() ? "both are given" : "neither is given"));
    if (!spec.selector.has_value()) return;
    bool any = false, several = false;
    long replicas = 0;
    labels.each(e.space(), *spec.selector, [&](const object& workload) {
        several = any;
        any = true;
        replicas += replicas_of(workload);
    });
    if (!any) {
        const words wanted = in_words(*spec.selector);
        return e.report(rule::budget_protects_no_pod, e.here(), wanted,
                        labels.nearest_label(e.space(), wanted.view()));
    }
    if (spec.maxUnavailable.has_value() && is_zero(spec.maxUnavailable))
        e.report(rule::budget_blocks_every_drain, e.here(), "maxUnavailable 0");
    if (spec.minAvailable.has_value() && replicas > 0 && is_all(spec.minAvailable, replicas))
        e.report(rule::budget_blocks_every_drain, e.here(),
                 spec.minAvailable.is_number() ? words("minAvailable ")
                                                     .add(spec.minAvailable.number)
                                                     .add(" of ")
                                                     .add(replicas)
                                                     .add(replicas == 1 ? " pod" : " pods")
                                               : words("minAvailable 100%"));
}

/// Between the budgets: the API evicts no pod that two of them protect (Kubernetes documentation,
/// "Specifying a Disruption Budget").
constexpr void check_budgets_overlap(const Cluster& cluster, findings& found) {
    core::list<const object*> budgets;
    for (const object& o : cluster.resources)
        if (o.is<api::PodDisruptionBudget>() &&
            o.as<api::PodDisruptionBudget>()->spec.selector.has_value())
            budgets.push_back(&o);
    if (budgets.size() < 2) return;
    struct protection {
        const object *workload, *budget;
    };
    core::list<protection> first;  // of each workload
    index protected_ones(cluster.resources.size());
    const by_label labels(cluster);
    for (const object* const o : std::as_const(budgets)) {
        const object *other = nullptr, *shared = nullptr;
        labels.each(
            space_of(cluster, *o), *o->as<api::PodDisruptionBudget>()->spec.selector,
            [&](const object& workload) {
                const unsigned h = hash(workload.name());
                const long before = protected_ones.find(h, [&](std::size_t n) {
                    return std::as_const(first)[n].workload == &workload;
                });
                if (before >= 0)
                    return void(
                        (other = std::as_const(first)[static_cast<std::size_t>(before)].budget,
                         shared = &workload));
                protected_ones.put(h, first.size());
                first.push_back({&workload, o});
            });
        if (other)
            report(found, *o, rule::budgets_overlap, title(*o),
                   words("the Pods of ").add(title(*shared).view()),
                   words(title(*other)).add(" does so too"));
    }
}

}  // namespace slipway::dsl::detail
