// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: The autoscaler reports an error in its status and does nothing.
// EXPECT: this scales a workload that is not in the cluster
// EXPECT-NAME: did you mean web
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}, .resources = {.requests = {.cpu = "100m"}}}}};
#ifdef EXPECT_ERROR
    HorizontalPodAutoscaler made{.name = "web", .scaleTargetRef = Deployment{.name = "wbe"}, .maxReplicas = 3};
#else
    HorizontalPodAutoscaler made{.name = "web", .scaleTargetRef = web, .maxReplicas = 3};
#endif
    return {.name = "shop", .resources = {web, made}};
}
static_assert(sound<shop>);
