// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: The API server refuses both; with neither, nothing is protected.
// EXPECT: a PodDisruptionBudget has either minAvailable or maxUnavailable
// EXPECT-NAME: both are given
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}}}};
#ifdef EXPECT_ERROR
    PodDisruptionBudget made{.name = "web", .selector = {{"app", "web"}}, .minAvailable = 0, .maxUnavailable = 1};
#else
    PodDisruptionBudget made{.name = "web", .selector = {{"app", "web"}}, .maxUnavailable = 1};
#endif
    return {.name = "shop", .resources = {web, made}};
}
static_assert(sound<shop>);
