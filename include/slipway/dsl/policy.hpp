// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/dsl/detail/by_label.hpp>
#include <slipway/dsl/detail/image_name.hpp>

/// Rules that a cluster sets for itself: `.policies = {forbid_privileged, forbid_latest, ours}`.
/// One of your own is a function in the same form, `constexpr void ours(const examined& e)`, which
/// reports with `forbid`.
namespace slipway::dsl {

/// Reports what a policy does not allow: at which place, what, and why or what would be right.
constexpr void forbid(const examined& e, const site& where, const words& what,
                      const words& why = {}) {
    e.report(rule::policy_forbids, where, what, why);
}

/// Calls `visit(container)` for all containers of the pods that an object runs, those that run
/// first included.
template <class Visit>
constexpr void each_container(const examined& e, Visit visit) {
    const api::PodSpec* const pod = e.it.pods();
    if (!pod) return;
    for (const api::Container& c : pod->initContainers) visit(c);
    for (const api::Container& c : pod->containers) visit(c);
}

/// No container is privileged, or shares the namespaces of its node.
constexpr void forbid_privileged(const examined& e) {
    each_container(e, [&](const api::Container& c) {
        if (c.securityContext.has_value() && c.securityContext->privileged)
            forbid(e, e.in(c), "privileged");
    });
    const api::PodSpec* const pod = e.it.pods();
    if (!pod) return;
    if (pod->hostNetwork) forbid(e, e.here(), "hostNetwork");
    if (pod->hostPID) forbid(e, e.here(), "hostPID");
    if (pod->hostIPC) forbid(e, e.here(), "hostIPC");
}

/// Each image says its version: a tag that is not `latest`, or a digest.
constexpr void forbid_latest(const examined& e) {
    each_container(e, [&](const api::Container& c) {
        const std::string_view from = c.image;
        const std::string_view version = from.substr(detail::untagged(from).size());
        if (version.empty() || version == ":latest")
            forbid(e, e.in(c), words("image ").add(from), "its tag says no version");
    });
}

/// Each container says how much memory it may take at most.
constexpr void require_memory_limits(const examined& e) {
    each_container(e, [&](const api::Container& c) {
        if (!c.resources.has_value() || !c.resources->limits.contains("memory"))
            forbid(e, e.in(c), "no memory limit");
    });
}

/// What more than one pod serves survives the drain of a node.
constexpr void require_budgets(const examined& e) {
    const auto* const deployment = e.it.as<api::Deployment>();
    if (!deployment || deployment->spec.replicas.value_or(1) < 2) return;
    for (const object& o : e.cluster.resources) {
        const auto* const budget = o.as<api::PodDisruptionBudget>();
        if (!budget || !budget->spec.selector.has_value() ||
            detail::space_of(e.cluster, o) != e.space())
            continue;
        if (detail::selects(*budget->spec.selector, e.it.pod_labels())) return;
    }
    forbid(e, e.here(), "no PodDisruptionBudget", "it has several replicas");
}

}  // namespace slipway::dsl
