// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: A warning: upgrades of nodes wait for ever.
// EXPECT: this PodDisruptionBudget lets no Pod be evicted, so that no node could be drained
// EXPECT-NAME: minAvailable 2 of 2 pods
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .replicas = 2, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}}}};
#ifdef EXPECT_ERROR
    return {.name = "shop", .resources = {web, disruptionBudget(web, {.minAvailable = 2})}};
#else
    return {.name = "shop", .resources = {web, disruptionBudget(web, {.minAvailable = 1})}};
#endif
}
static_assert(spotless<shop>);
