// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/dsl/detail/by_label.hpp>

namespace slipway::dsl::detail {

constexpr bool selects_all(const api::LabelSelector& selector) {
    return selector.matchLabels.empty() && selector.matchExpressions.empty();
}

constexpr bool selects_any(const examined& e, const by_label& labels,
                           const api::LabelSelector& selector) {
    bool any = false;
    labels.each(e.space(), selector, [&](const object&) { any = true; });
    return any;
}
/// Whether there are such pods besides those of the cluster.
constexpr bool selects_elsewhere(const examined& e, const api::LabelSelector& selector) {
    for (const object& o : e.cluster.elsewhere)
        if (o.runs_pods() && space_of(e.cluster, o) == e.space() &&
            selects(selector, o.pod_labels()))
            return true;
    return false;
}

/// Pods with whom others of their namespace may speak. Where the cluster runs none in that
/// namespace, they are made by others.
constexpr void check_peers(const examined& e, const by_label& labels,
                           const core::list<api::NetworkPolicyPeer>& peers) {
    for (const api::NetworkPolicyPeer& peer : peers) {
        if (!peer.podSelector.has_value() && !peer.namespaceSelector.has_value() &&
            !peer.ipBlock.has_value())
            e.report(rule::required_missing, e.here(),
                     "who a peer is: pods, namespaces or addresses");
        if (!peer.podSelector.has_value() || peer.namespaceSelector.has_value() ||
            selects_all(*peer.podSelector))
            continue;
        const api::LabelSelector& wanted = *peer.podSelector;
        if (selects_any(e, labels, wanted) || selects_elsewhere(e, wanted) ||
            !selects_any(e, labels, {}))
            continue;
        const words said = in_words(wanted);
        e.report(rule::peer_selects_no_pod, e.here(), said,
                 labels.nearest_label(e.space(), said.view()));
    }
}

constexpr void check_network_policy(const examined& e, const by_label& labels) {
    const api::NetworkPolicySpec& spec = e.it.as<api::NetworkPolicy>()->spec;
    if (spec.podSelector.has_value() && !selects_all(*spec.podSelector) &&
        !selects_any(e, labels, *spec.podSelector)) {
        const words wanted = in_words(*spec.podSelector);
        e.report(rule::policy_selects_no_pod, e.here(), wanted,
                 labels.nearest_label(e.space(), wanted.view()));
    }
    for (const api::NetworkPolicyIngressRule& r : spec.ingress) check_peers(e, labels, r.from);
    for (const api::NetworkPolicyEgressRule& r : spec.egress) check_peers(e, labels, r.to);
}

}  // namespace slipway::dsl::detail
