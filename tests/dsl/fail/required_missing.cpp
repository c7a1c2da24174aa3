// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: The API server would refuse the object. Short forms have what is required; structs of the API may lack it.
// EXPECT: Kubernetes requires a field that is missing here
// EXPECT-NAME: spec.maxReplicas
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}, .resources = {.requests = {.cpu = "100m"}}}}};
#ifdef EXPECT_ERROR
    slipway::api::HorizontalPodAutoscaler made;
    made.metadata.name = "made";
    made.spec.scaleTargetRef.emplace().kind = "Deployment";
    made.spec.scaleTargetRef.emplace().name = "web";
    made.spec.minReplicas = 1L;
#else
    slipway::api::HorizontalPodAutoscaler made;
    made.metadata.name = "made";
    made.spec.scaleTargetRef.emplace().kind = "Deployment";
    made.spec.scaleTargetRef.emplace().name = "web";
    made.spec.maxReplicas = 3L;
#endif
    return {.name = "shop", .resources = {web, made}};
}
static_assert(sound<shop>);
