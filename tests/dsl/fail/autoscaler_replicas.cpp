// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: an_autoscaler_keeps_between_1_and_2147483647_replicas
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "c", .image = "a", .resources = {.requests = {.cpu = "100m"}}}}};
#ifdef EXPECT_ERROR
    HorizontalPodAutoscaler made{.name = "h", .scaleTargetRef = web, .maxReplicas = 0};
#else
    HorizontalPodAutoscaler made{.name = "h", .scaleTargetRef = web, .maxReplicas = 1};
#endif
    return {.name = "shop", .resources = {web, made}};
}
static_assert(sound<shop>);
