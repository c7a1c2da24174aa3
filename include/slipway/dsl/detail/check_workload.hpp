// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/core/cron.hpp>
#include <slipway/dsl/detail/by_label.hpp>

namespace slipway::dsl::detail {

constexpr bool is_zero(const core::int_or_string& n) {
    return (n.is_number() && n.number == 0) ||
           (n.is_string() && (n.string == "0%" || n.string == "0"));
}

/// By which a controller finds its pods; null where it has none, and for what tells its pods apart
/// otherwise (bare Pods, Jobs).
constexpr const api::LabelSelector* selector_of(const object& o) {
    const auto its = [](const auto* owner) {
        return owner && owner->spec.selector.has_value() ? &*owner->spec.selector : nullptr;
    };
    if (o.is<api::Deployment>()) return its(o.as<api::Deployment>());
    if (o.is<api::StatefulSet>()) return its(o.as<api::StatefulSet>());
    if (o.is<api::DaemonSet>()) return its(o.as<api::DaemonSet>());
    return o.is<api::ReplicaSet>() ? its(o.as<api::ReplicaSet>()) : nullptr;
}
constexpr bool needs_selector(const object& o) {
    return o.is<api::Deployment>() || o.is<api::StatefulSet>() || o.is<api::DaemonSet>() ||
           o.is<api::ReplicaSet>();
}

/// How many pods a workload runs at once; 0 for one on each node.
constexpr long replicas_of(const object& o) {
    const auto of_job = [](const api::JobSpec& job) {
        const long most = job.completions.value_or(1), at_once = job.parallelism.value_or(1);
        return job.completions.has_value() && most < at_once ? most : at_once;
    };
    if (const auto* d = o.as<api::Deployment>()) return d->spec.replicas.value_or(1);
    if (const auto* s = o.as<api::StatefulSet>()) return s->spec.replicas.value_or(1);
    if (const auto* r = o.as<api::ReplicaSet>()) return r->spec.replicas.value_or(1);
    if (const auto* j = o.as<api::Job>()) return of_job(j->spec);
    if (const auto* c = o.as<api::CronJob>())
        return c->spec.jobTemplate.has_value() ? of_job(c->spec.jobTemplate->spec) : 0;
    return o.is<api::DaemonSet>() ? 0 : 1;
}

template <class Strategy>
constexpr void check_rollout(const examined& e, const Strategy& strategy) {
    if (!strategy.has_value() || !strategy->rollingUpdate.has_value()) return;
    if (is_zero(strategy->rollingUpdate->maxSurge) &&
        is_zero(strategy->rollingUpdate->maxUnavailable))
        e.report(rule::rollout_cannot_progress, e.here());
}

/// A controller takes all pods that its selector selects: another's are no longer told from its
/// own, and bare ones are adopted.
constexpr void check_claims(const examined& e, const by_label& labels,
                            const api::LabelSelector& selector) {
    if (labels.is_of_one(selector)) return;
    labels.each(e.space(), selector, [&](const object& other) {
        if (&other == &e.it || (other.facts() == e.it.facts() && other.name() == e.it.name()))
            return;  // two of one name are said elsewhere
        const api::LabelSelector* const its = &other < &e.it ? selector_of(other) : nullptr;
        if (its && selects(*its, e.it.pod_labels())) return;  // said there
        e.report(rule::pods_claimed_twice, e.here(), in_words(selector),
                 words("those of ").add(title(other).view()));
    });
}

/// Whether a schedule may name a day that some months do not have: all others are soon told to be
/// due.
constexpr bool names_late_day(std::string_view schedule) {
    const char* const c = schedule.data();
    for (std::size_t i = 1; i < schedule.size(); ++i)
        if (c[i - 1] == '3' && (c[i] == '0' || c[i] == '1')) return true;
    return false;
}

/// A schedule that only people start says so by `suspend`.
constexpr void check_schedule(const examined& e, const api::CronJobSpec& spec) {
    if (spec.suspend.value_or(false) || !names_late_day(spec.schedule)) return;
    const auto parsed = core::parse_cron(spec.schedule);
    if (parsed && !core::is_ever_due(*parsed))
        e.report(rule::schedule_never_due, e.here(), spec.schedule.view(),
                 "or say .suspend = true");
}

/// Pods of a StatefulSet have names by a headless Service that selects them (Kubernetes
/// documentation, "StatefulSets"). Of a Service that stands elsewhere nothing is known, and one
/// that selects nothing at all is told there.
constexpr void check_own_service(const examined& e, const by_label& labels, std::string_view name) {
    const object* const target = e.need<api::Service>(rule::unknown_service, name, e.here());
    if (!target || e.names.is_elsewhere(*target)) return;
    const api::ServiceSpec& spec = target->as<api::Service>()->spec;
    if (spec.clusterIP != "None")
        return e.report(rule::set_service_not_headless, e.here(), words("Service ").add(name),
                        "say .type = Headless");
    if (spec.selector.empty() || carries_all(e.it.pod_labels(), spec.selector)) return;
    bool any = false;
    labels.each(e.space(), spec.selector, [&](const object&) { any = true; });
    if (any)
        e.report(rule::set_service_selects_others, e.here(),
                 words("Service ").add(name).add(" selects ").add(in_words(spec.selector).view()));
}

/// The rules of what keeps pods running.
constexpr void check_workload(const examined& e, const by_label& labels) {
    if (const auto* d = e.it.as<api::Deployment>()) check_rollout(e, d->spec.strategy);
    if (const auto* d = e.it.as<api::DaemonSet>()) check_rollout(e, d->spec.updateStrategy);
    if (const auto* s = e.it.as<api::StatefulSet>(); s && !s->spec.serviceName.empty())
        check_own_service(e, labels, s->spec.serviceName);
    if (const auto* c = e.it.as<api::CronJob>()) check_schedule(e, c->spec);
    if (!needs_selector(e.it)) return;
    const api::LabelSelector* const own = selector_of(e.it);
    if (!own || (own->matchLabels.empty() && own->matchExpressions.empty()))
        return e.report(rule::empty_selector, e.here());
    const api::LabelSelector& selector = *own;
    if (!selects(selector, e.it.pod_labels())) {
        for (const core::entry<text>& wanted : selector.matchLabels)
            if (const text* const own_value = e.it.pod_labels().find(wanted.key);
                !own_value || !(*own_value == wanted.value))
                return e.report(rule::selector_misses_own_pods, e.here(),
                                words(wanted.key).add("=").add(wanted.value.view()));
        return e.report(rule::selector_misses_own_pods, e.here(), in_words(selector));
    }
    check_claims(e, labels, selector);
}

}  // namespace slipway::dsl::detail
