// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_utilization_is_at_least_1_percent_of_what_is_requested
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "c", .image = "a", .resources = {.requests = {.cpu = "100m"}}}}};
#ifdef EXPECT_ERROR
    HorizontalPodAutoscaler made{.name = "h", .scaleTargetRef = web, .maxReplicas = 2, .cpuUtilization = -80};
#else
    HorizontalPodAutoscaler made{.name = "h", .scaleTargetRef = web, .maxReplicas = 2, .cpuUtilization = 80};
#endif
    return {.name = "shop", .resources = {web, made}};
}
static_assert(sound<shop>);
