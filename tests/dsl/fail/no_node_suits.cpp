// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: The Pods stay Pending for ever.
// EXPECT: no node of the cluster has the labels that the Pods of this ask for, and no taints that they do not tolerate
// EXPECT-NAME: Deployment web
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1"}}};
#else
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1"}}, .tolerations = {{"dedicated", "Equal", "web"}}};
#endif
    return {.name = "shop", .resources = {web}, .nodePools = {{.name = "pool", .taints = {{"dedicated", "web"}}}}};
}
static_assert(sound<shop>);
