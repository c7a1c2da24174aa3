// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: the topologySpreadConstraints of these Pods keep some replicas off every node that the cluster may have
// EXPECT-NAME: pod 6 of 6 has no node: 2 per zone
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr NodePool in_zone(const slipway::text& zone, const slipway::text& cores) {
    return {.name = zone, .capacity = {.cpu = cores}, .labels = {{"topology.kubernetes.io/zone", zone}}};
}

constexpr Cluster shop() {
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .replicas = 6, .containers = {{.name = "app", .image = "web:1", .resources = {.requests = {.cpu = "1"}}}}};
    auto& spread = web.pod.emplace().topologySpreadConstraints.append();
    spread.maxSkew = 1L;
    spread.topologyKey = "topology.kubernetes.io/zone";
    spread.whenUnsatisfiable = "DoNotSchedule";
    spread.labelSelector.emplace().matchLabels = {{"app", "web"}};
#ifdef EXPECT_ERROR
    const NodePool last = in_zone("c", "1");
#else
    const NodePool last = in_zone("c", "2");
#endif
    return {.name = "shop", .resources = {web}, .nodePools = {in_zone("a", "8"), in_zone("b", "8"), last}};
}
static_assert(sound<shop>);
