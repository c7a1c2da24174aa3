// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: It is accepted and protects nothing.
// EXPECT: this PodDisruptionBudget selects labels that no Pod of the cluster carries
// EXPECT-NAME: did you mean app=web
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}}}};
#ifdef EXPECT_ERROR
    PodDisruptionBudget made{.name = "web", .selector = {{"app", "wbe"}}, .minAvailable = 0};
#else
    PodDisruptionBudget made{.name = "web", .selector = {{"app", "web"}}, .minAvailable = 0};
#endif
    return {.name = "shop", .resources = {web, made}};
}
static_assert(sound<shop>);
