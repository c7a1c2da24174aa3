// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <slipway/api/core_v1.hpp>
#include <slipway/api/selects.hpp>

/// Which nodes a pod may go to, by what both say themselves: labels that it asks for, taints that
/// it has to bear, and the pods that it wants to be near or not (Kubernetes documentation,
/// "Assigning Pods to Nodes", "Taints and Tolerations").
namespace slipway::api {

/// Whether a toleration is for a taint.
template <class Taint>
constexpr bool tolerates(const core_v1::Toleration& t, const Taint& taint) {
    if (!t.effect.empty() && t.effect.view() != taint.effect.view()) return false;
    if (!t.key.empty() && t.key.view() != taint.key.view()) return false;
    return t.operator_ == "Exists" || (!t.key.empty() && t.value.view() == taint.value.view());
}

/// The first of a node's taints that keeps the pod off, or null.
template <class Taints>
constexpr const typename Taints::value_type* untolerated(const core_v1::PodSpec& pod,
                                                         const Taints& taints) {
    for (const auto& taint : taints) {
        if (taint.effect.view() != "NoSchedule" && taint.effect.view() != "NoExecute") continue;
        bool borne = false;
        for (const core_v1::Toleration& t : pod.tolerations) borne = borne || tolerates(t, taint);
        if (!borne) return &taint;
    }
    return nullptr;
}

/// What a node has under the key of a label: null for nothing. Of a node that is still to come some
/// of it is not known.
struct node_label {
    const core::text* value = nullptr;
    bool unknown = false;
};

namespace detail {

/// A whole number; false where `s` is none.
constexpr bool read_whole(std::string_view s, long& to) {
    const bool negative = s.starts_with('-');
    if (negative) s.remove_prefix(1);
    if (s.empty() || s.size() > 18) return false;
    to = 0;
    for (const char c : s) {
        if (c < '0' || c > '9') return false;
        to = to * 10 + (c - '0');
    }
    if (negative) to = -to;
    return true;
}

constexpr bool holds(const api::core_v1::NodeSelectorRequirement& r, const node_label& found) {
    if (found.unknown) return true;
    const std::string_view op = r.operator_;
    if (op == "Exists") return found.value != nullptr;
    if (op == "DoesNotExist") return found.value == nullptr;
    bool listed = false;
    for (const core::text& v : r.values) listed = listed || (found.value && *found.value == v);
    if (op == "In") return listed;
    if (op == "NotIn") return !listed;
    long have = 0, want = 0;
    if (!found.value || r.values.size() != 1 || !read_whole(*found.value, have) ||
        !read_whole(r.values[0], want))
        return false;
    return op == "Gt" ? have > want : op == "Lt" && have < want;
}

}  // namespace detail

/// Whether the pod's node selector and required node affinity choose a node. `label(key)` and
/// `field(key)` give the node's `node_label` of a label, and of a field such as `metadata.name`.
/// One that is unknown is taken for what the pod asks for.
template <class Label, class Field>
constexpr bool chooses(const core_v1::PodSpec& pod, Label label, Field field) {
    for (const core::entry<core::text>& wanted : pod.nodeSelector) {
        const node_label found = label(wanted.key.view());
        if (!found.unknown && !(found.value && *found.value == wanted.value)) return false;
    }
    if (!pod.affinity.has_value() || !pod.affinity->nodeAffinity.has_value()) return true;
    const auto& terms = pod.affinity->nodeAffinity->requiredDuringSchedulingIgnoredDuringExecution;
    if (!terms.has_value()) return true;
    for (const core_v1::NodeSelectorTerm& term : terms->nodeSelectorTerms) {
        bool all = !term.matchExpressions.empty() || !term.matchFields.empty();
        for (const core_v1::NodeSelectorRequirement& r : term.matchExpressions)
            all = all && detail::holds(r, label(r.key.view()));
        for (const core_v1::NodeSelectorRequirement& r : term.matchFields)
            all = all && detail::holds(r, field(r.key.view()));
        if (all) return true;
    }
    return false;
}

/// What others see of a pod that looks for neighbours, or avoids them.
struct pod_seen {
    std::string_view space;  ///< its namespace
    const core::map<core::text>& labels;
};

/// Whether a term of the pod affinity or anti-affinity of `own` is about `other`. Of namespaces the
/// only label that is known is their name.
constexpr bool concerns(const core_v1::PodAffinityTerm& t, const pod_seen& own,
                        const pod_seen& other) {
    bool there =
        t.namespaces.empty() && !t.namespaceSelector.has_value() && own.space == other.space;
    for (const core::text& n : t.namespaces) there = there || n == other.space;
    if (t.namespaceSelector.has_value()) {
        core::map<core::text> name;
        name["kubernetes.io/metadata.name"] = core::text(other.space);
        there = there || selects(*t.namespaceSelector, name);
    }
    if (!there || !t.labelSelector.has_value() || !selects(*t.labelSelector, other.labels))
        return false;
    const auto alike = [&](const core::text& key) {
        const core::text *mine = own.labels.find(key), *its = other.labels.find(key);
        return mine && its && *mine == *its;
    };
    for (const core::text& key : t.matchLabelKeys)
        if (own.labels.find(key) && !alike(key)) return false;
    for (const core::text& key : t.mismatchLabelKeys)
        if (own.labels.find(key) && alike(key)) return false;
    return true;
}

/// Whether no two pods like this one may be on a node, by their own anti-affinity.
constexpr bool stands_alone(const core_v1::PodSpec& pod, const pod_seen& own) {
    if (!pod.affinity.has_value() || !pod.affinity->podAntiAffinity.has_value()) return false;
    for (const core_v1::PodAffinityTerm& t :
         pod.affinity->podAntiAffinity->requiredDuringSchedulingIgnoredDuringExecution)
        if (t.topologyKey == "kubernetes.io/hostname" && concerns(t, own, own)) return true;
    return false;
}

}  // namespace slipway::api
