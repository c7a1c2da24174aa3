// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: Two controllers would count and remove the same Pods.
// EXPECT: two workloads select the same Pods
// EXPECT-NAME: those of StatefulSet set
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}}}};
#ifdef EXPECT_ERROR
    StatefulSet set{.name = "set", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1"}}};
#else
    StatefulSet set{.name = "set", .labels = {{"app", "set"}}, .containers = {{.name = "app", .image = "web:1"}}};
#endif
    return {.name = "shop", .resources = {web, set}};
}
static_assert(sound<shop>);
