// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: The API server refuses it.
// EXPECT: the minReplicas of an autoscaler are at least 1 and at most its maxReplicas
// EXPECT-NAME: min 5, max 3
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}, .resources = {.requests = {.cpu = "100m"}}}}};
#ifdef EXPECT_ERROR
    HorizontalPodAutoscaler made{.name = "web", .scaleTargetRef = web, .minReplicas = 5, .maxReplicas = 3};
#else
    HorizontalPodAutoscaler made{.name = "web", .scaleTargetRef = web, .minReplicas = 3, .maxReplicas = 5};
#endif
    return {.name = "shop", .resources = {web, made}};
}
static_assert(sound<shop>);
