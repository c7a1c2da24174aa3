// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: The API server refuses it.
// EXPECT: this workload's selector does not select its own Pods
// EXPECT-NAME: app=wbe
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}}}};
#ifdef EXPECT_ERROR
    web.selector = {{"app", "wbe"}};
#else
    web.selector = {{"app", "web"}};
#endif
    return {.name = "shop", .resources = {web}};
}
static_assert(sound<shop>);
