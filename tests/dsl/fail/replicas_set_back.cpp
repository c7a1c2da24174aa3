// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: A warning: the autoscaler sets the replicas of its workload, and who applies the definition again sets them back, or is told of a conflict. Left out, they are the autoscaler's.
// EXPECT: this autoscaler decides on replicas that its workload says, so that each apply would set them back
// EXPECT-NAME: replicas 3 of Deployment web
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .replicas = 3, .containers = {{.name = "app", .image = "web:1", .resources = {.requests = {.cpu = "100m"}}}}};
#else
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .resources = {.requests = {.cpu = "100m"}}}}};
#endif
    return {.name = "shop", .resources = {web, autoscale(web, {.maxReplicas = 9, .cpuUtilization = 80})}};
}
static_assert(spotless<shop>);
