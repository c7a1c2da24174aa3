// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: Some stay Pending, whichever are placed first.
// EXPECT: all Pods together ask for more than the nodes that they may run on have
// EXPECT-NAME: 12 pods of 11
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}}}};
    web.replicas = 6;
    Deployment more = web;
    more.name = "more";
    more.labels = {{"app", "more"}};
#ifdef EXPECT_ERROR
    more.replicas = 6;
#else
    more.replicas = 5;
#endif
    return {.name = "shop", .resources = {web, more}, .nodePools = {{.name = "pool", .capacity = {.cpu = "2", .memory = "1Gi", .pods = 11}}}};
}
static_assert(sound<shop>);
