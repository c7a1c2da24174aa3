// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: The Pods stay Pending for ever.
// EXPECT: one Pod of this asks for more than any node of the cluster has
// EXPECT-NAME: Deployment web
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}, .resources = {.requests = {.cpu = "8"}}}}};
#else
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}, .resources = {.requests = {.cpu = "1"}}}}};
#endif
    return {.name = "shop", .resources = {web}, .nodePools = {{.name = "pool", .capacity = {.cpu = "2", .memory = "1Gi", .pods = 11}}}};
}
static_assert(sound<shop>);
