// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: two volumes of one Pod have the same name
// EXPECT-NAME: Deployment web
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}}}, .volumes = {{"a", emptyDir{}}, {"a", hostPath{"/srv"}}}};
#else
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}}}, .volumes = {{"a", emptyDir{}}, {"b", hostPath{"/srv"}}}};
#endif
    return {.name = "shop", .resources = {web}};
}
static_assert(sound<shop>);
