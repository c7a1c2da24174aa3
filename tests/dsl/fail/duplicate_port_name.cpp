// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: Kubernetes accepts it, and one of the two is meant by the name.
// EXPECT: two ports of one Pod have the same name
// EXPECT-NAME: http
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}, {"http", 8081}}}}};
#else
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}, {"admin", 8081}}}}};
#endif
    return {.name = "shop", .resources = {web}};
}
static_assert(sound<shop>);
