// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: this autoscaler has nothing to scale: say .scaleTargetRef
// ERRORS: 2
#include <slipway/dsl/build.hpp>
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    const Deployment web = build::deployment("web").label("app", "web").runs(build::container("app").image("web:1").requests({.cpu = "100m"}));
#ifdef EXPECT_ERROR
    const HorizontalPodAutoscaler made = build::horizontal_pod_autoscaler("web").maxReplicas(9).cpuUtilization(80);
#else
    const HorizontalPodAutoscaler made = build::horizontal_pod_autoscaler("web").maxReplicas(9).cpuUtilization(80).scaleTargetRef(web);
#endif
    return {.name = "shop", .resources = {web, made}};
}
static_assert(sound<shop>);
