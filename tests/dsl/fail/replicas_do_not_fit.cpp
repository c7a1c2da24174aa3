// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: Those that fit on no node stay Pending for ever. What runs on each node (DaemonSets) takes its part first; pods whose anti-affinity keeps them apart have a node each.
// EXPECT: the replicas do not fit on the nodes that the cluster may have
// EXPECT-NAME: pod 12 of 12 fits on no node
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}}}};
#ifdef EXPECT_ERROR
    web.replicas = 12;
#else
    web.replicas = 11;
#endif
    return {.name = "shop", .resources = {web}, .nodePools = {{.name = "pool", .capacity = {.cpu = "2", .memory = "1Gi", .pods = 11}}}};
}
static_assert(sound<shop>);
