// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: No node (or zone, as pools have labels for it) may have maxSkew pods more than the one with the fewest. A node whose taint the Pods do not bear counts as one that has none, unless the constraint says nodeTaintsPolicy: Honor; the replicas that are too many elsewhere stay Pending for ever.
// EXPECT: the topologySpreadConstraints of these Pods keep some replicas off every node that the cluster may have
// EXPECT-NAME: pod 3 of 4 has no node
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .replicas = 4, .containers = {{.name = "app", .image = "web:1"}}};
    auto& spread = web.pod.emplace().topologySpreadConstraints.append();
    spread.maxSkew = 1L;
    spread.topologyKey = "kubernetes.io/hostname";
    spread.whenUnsatisfiable = "DoNotSchedule";
    spread.labelSelector.emplace().matchLabels = {{"app", "web"}};
#ifndef EXPECT_ERROR
    spread.nodeTaintsPolicy = "Honor";
#endif
    const NodePool control{.name = "control", .taints = {{.key = "control", .effect = "NoSchedule"}}};
    const NodePool worker{.name = "worker", .min = 2, .max = 2};
    return {.name = "shop", .resources = {web}, .nodePools = {control, worker}};
}
static_assert(sound<shop>);
