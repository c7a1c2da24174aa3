// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: Each undoes what the other did.
// EXPECT: two autoscalers scale the same workload
// EXPECT-NAME: HorizontalPodAutoscaler one
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}, .resources = {.requests = {.cpu = "100m"}}}}};
    HorizontalPodAutoscaler one{.name = "one", .scaleTargetRef = web, .maxReplicas = 3};
#ifdef EXPECT_ERROR
    HorizontalPodAutoscaler two{.name = "two", .scaleTargetRef = web, .maxReplicas = 5};
    return {.name = "shop", .resources = {web, one, two}};
#else
    return {.name = "shop", .resources = {web, one}};
#endif
}
static_assert(sound<shop>);
