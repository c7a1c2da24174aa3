// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/dsl/detail/check_container.hpp>

namespace slipway::dsl::detail {

constexpr bool is_zero(const core::int_or_string& n) {
    return (n.is_number() && n.number == 0) || (n.is_string() && (n.string == "0%" || n.string == "0"));
}

constexpr bool carries(const core::map<text>& labels, std::string_view key, std::string_view value) {
    const text* found = labels.find(key);
    return found && *found == value;
}
constexpr bool carries_all(const core::map<text>& labels, const core::map<text>& wanted) {
    for (const core::entry<text>& w : wanted)
        if (!carries(labels, w.key, w.value)) return false;
    return true;
}

constexpr void check_deployment(const examined& e) {
    const api::DeploymentSpec& spec = e.it.deployment->spec;
    if (!spec.selector.has_value() || (spec.selector->matchLabels.empty() && spec.selector->matchExpressions.empty())) {
        e.report(rule::empty_selector, e.here());
    } else {
        for (const core::entry<text>& wanted : spec.selector->matchLabels)
            if (!carries(spec.template_.metadata.labels, wanted.key, wanted.value)) {
                e.report(rule::selector_misses_own_pods, e.here(), words(wanted.key).add("=").add(wanted.value.view()));
                break;
            }
    }
    if (!spec.strategy.has_value() || !spec.strategy->rollingUpdate.has_value()) return;
    const api::RollingUpdateDeployment& rolling = *spec.strategy->rollingUpdate;
    if (is_zero(rolling.maxSurge) && is_zero(rolling.maxUnavailable)) e.report(rule::rollout_cannot_progress, e.here());
}

/// Names that stand once in a pod: of its containers, of their ports, and of its volumes.
constexpr void check_pod_names(const examined& e, const api::PodSpec& pod) {
    core::list<const api::Container*> all;
    for (const auto* containers : {&pod.initContainers, &pod.containers})
        for (const api::Container& c : *containers) all.push_back(&c);
    each_duplicate(all, [](const api::Container* c) { return c->name.view(); },
                   [&](const api::Container* c) { e.report(rule::duplicate_container, e.here(), c->name.view()); });
    each_duplicate(pod.volumes, [](const api::Volume& v) { return v.name.view(); },
                   [&](const api::Volume& v) { e.report(rule::duplicate_volume, e.here(), v.name.view()); });
    core::list<std::string_view> ports;
    for (const api::Container* c : all)
        for (const api::ContainerPort& p : c->ports) ports.push_back(p.name);
    each_duplicate(ports, [](std::string_view name) { return name; },
                   [&](std::string_view name) { e.report(rule::duplicate_port_name, e.here(), name); });
}

/// The rules inside of one workload, and from it to what it refers to.
constexpr void check_pods(const examined& e) {
    const api::PodSpec& pod = *e.it.pods();
    if (pod.containers.empty()) e.report(rule::no_containers, e.here());
    if (e.it.kind == object::of::deployment) check_deployment(e);
    for (const api::Volume& v : pod.volumes) check_volume_references(e, v);
    for (const api::Container& c : pod.initContainers) check_container(e, c);
    for (const api::Container& c : pod.containers) check_container(e, c);
    check_pod_names(e, pod);
}

}  // namespace slipway::dsl::detail
