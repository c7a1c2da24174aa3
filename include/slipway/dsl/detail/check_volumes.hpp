// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/dsl/detail/check_workload.hpp>
#include <slipway/dsl/detail/pools.hpp>

namespace slipway::dsl::detail {

/// Calls `visit` with the name of each volume that a container of the pod has, until it returns
/// true; whether it did.
template <class Visit>
constexpr bool any_mount(const api::PodSpec& pod, Visit visit) {
    const auto in_any = [&](const auto& containers) {
        for (const auto& c : containers) {
            for (const api::VolumeMount& m : c.volumeMounts)
                if (visit(m.name)) return true;
            for (const api::VolumeDevice& d : c.volumeDevices)
                if (visit(d.name)) return true;
        }
        return false;
    };
    return in_any(pod.containers) || in_any(pod.initContainers) || in_any(pod.ephemeralContainers);
}

/// A mount of a volume that is not there is told, and is probably of the one that nothing mounts.
constexpr void check_is_mounted(const examined& e, const api::PodSpec& pod,
                                const core::list<api::PersistentVolumeClaim>& claims,
                                std::string_view name) {
    if (any_mount(pod, [&](const text& mounted) { return core::same_characters(mounted, name); }))
        return;
    const auto is_unknown = [&](const text& mounted) {
        for (const api::Volume& v : pod.volumes)
            if (v.name == mounted) return false;
        for (const api::PersistentVolumeClaim& c : claims)
            if (c.metadata.name == mounted) return false;
        return true;
    };
    if (!any_mount(pod, is_unknown)) e.report(rule::volume_not_mounted, {e.it, ", volume ", name});
}

/// Whether the pods of this are sure to come to one node, or are kept together by an affinity.
constexpr bool is_on_one_node(const examined& e, const api::PodSpec& pod) {
    if (!pod.nodeName.empty() || pod.nodeSelector.contains("kubernetes.io/hostname")) return true;
    if (pod.affinity.has_value() && pod.affinity->podAffinity.has_value()) return true;
    long nodes = 0;
    for (const NodePool& pool : e.cluster.nodePools)
        if (suits(pool, pod)) nodes += pool.max;
    return nodes == 1;
}

/// How many pods may use a claim at once is said by its access modes (Kubernetes documentation,
/// "Persistent Volumes"). What one that stands elsewhere says of nodes is not known.
constexpr void check_claim_use(const examined& e, const api::PodSpec& pod, const api::Volume& v) {
    const long replicas = replicas_of(e.it);
    if (replicas < 2) return;
    const object* const target =
        e.names.find<api::PersistentVolumeClaim>(e.space(), v.persistentVolumeClaim->claimName);
    if (!target) return;
    bool one_pod = false, several_nodes = false;
    const core::list<text>& modes = target->as<api::PersistentVolumeClaim>()->spec.accessModes;
    for (const text& mode : modes) {
        one_pod = one_pod || mode == "ReadWriteOncePod";
        several_nodes = several_nodes || mode == "ReadWriteMany" || mode == "ReadOnlyMany";
    }
    const words said = words(target->name()).add(", used by ").add(replicas).add(" Pods");
    if (one_pod) return e.report(rule::claim_of_one_pod, e.in(v), said);
    if (several_nodes || modes.empty() || e.names.is_elsewhere(*target) || is_on_one_node(e, pod))
        return;
    e.report(
        rule::claim_of_one_node, e.in(v), said,
        e.it.is<api::StatefulSet>() ? "use volumeClaimTemplates" : "such a claim is ReadWriteMany");
}

/// How much is claimed, without which the API takes no claim (Kubernetes, core validation).
constexpr void check_claim(const examined& e, const api::PersistentVolumeClaimSpec& spec) {
    if (!spec.resources.has_value() || !spec.resources->requests.contains("storage"))
        e.report(rule::required_missing, e.here(), "spec.resources.requests.storage");
}

/// The rules from the volumes of a pod to those who use them.
constexpr void check_volumes(const examined& e, const api::PodSpec& pod) {
    const core::list<api::PersistentVolumeClaim> none;
    const auto* const set = e.it.as<api::StatefulSet>();
    const core::list<api::PersistentVolumeClaim>& claims =
        set ? set->spec.volumeClaimTemplates : none;
    for (const api::PersistentVolumeClaim& c : claims)
        check_is_mounted(e, pod, claims, c.metadata.name), check_claim(e, c.spec);
    for (const api::Volume& v : pod.volumes) {
        check_is_mounted(e, pod, claims, v.name);
        if (v.persistentVolumeClaim.has_value()) check_claim_use(e, pod, v);
    }
}

}  // namespace slipway::dsl::detail
