// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: No Pod may be added and none removed: the API server refuses it.
// EXPECT: maxSurge and maxUnavailable are both 0, so that a rollout could never progress
// EXPECT-NAME: Deployment web
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}}}};
#ifdef EXPECT_ERROR
    web.strategy = {.maxSurge = 0, .maxUnavailable = "0%"};
#else
    web.strategy = {.maxSurge = 1, .maxUnavailable = "0%"};
#endif
    return {.name = "shop", .resources = {web}};
}
static_assert(sound<shop>);
