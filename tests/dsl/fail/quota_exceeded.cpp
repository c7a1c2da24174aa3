// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: The API server refuses the Pods over the quota, not their workload.
// EXPECT: the workloads of this namespace ask for more than its ResourceQuota allows
// EXPECT-NAME: pods 3 of 2
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .replicas = 3, .containers = {{.name = "app", .image = "web:1"}}};
#ifdef EXPECT_ERROR
    ResourceQuota quota{.name = "quota", .hard = {{"pods", "2"}}};
#else
    ResourceQuota quota{.name = "quota", .hard = {{"pods", "4"}}};
#endif
    return {.name = "shop", .resources = {web, quota}};
}
static_assert(sound<shop>);
