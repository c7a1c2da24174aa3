// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: The second one would overwrite the first.
// EXPECT: two objects of one kind and namespace have the same name
// EXPECT-NAME: Deployment web
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}}}};
#ifdef EXPECT_ERROR
    return {.name = "shop", .resources = {web, web}};
#else
    return {.name = "shop", .resources = {web}};
#endif
}
static_assert(sound<shop>);
