// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: A share of nothing is nothing: the autoscaler reports an error in its status and does nothing.
// EXPECT: this autoscaler works with shares of what containers request, and a container requests nothing of it
// EXPECT-NAME: requests no cpu
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1"}}};
#else
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .resources = {.requests = {.cpu = "100m"}}}}};
#endif
    return {.name = "shop", .resources = {web, HorizontalPodAutoscaler{.name = "web", .scaleTargetRef = web, .maxReplicas = 3, .cpuUtilization = 80}}};
}
static_assert(sound<shop>);
