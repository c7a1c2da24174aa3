// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: For definitions that say for which release they are: `.kubernetes = "1.31"`.
// EXPECT: the cluster's Kubernetes release does not serve this API version yet
// EXPECT-NAME: since 1.23
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}, .resources = {.requests = {.cpu = "100m"}}}}};
    HorizontalPodAutoscaler made{.name = "web", .scaleTargetRef = web, .maxReplicas = 3};
#ifdef EXPECT_ERROR
    return {.name = "shop", .kubernetes = "1.22", .resources = {web, made}};
#else
    return {.name = "shop", .kubernetes = "1.31", .resources = {web, made}};
#endif
}
static_assert(sound<shop>);
