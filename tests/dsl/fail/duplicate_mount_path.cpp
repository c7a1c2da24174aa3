// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: this container mounts two volumes at the same path
// EXPECT-NAME: /data
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}, .volumeMounts = {{"a", "/data"}, {"b", "/data"}}}}, .volumes = {{"a", emptyDir{}}, {"b", emptyDir{}}}};
#else
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}, .volumeMounts = {{"a", "/data"}, {"b", "/more"}}}}, .volumes = {{"a", emptyDir{}}, {"b", emptyDir{}}}};
#endif
    return {.name = "shop", .resources = {web}};
}
static_assert(sound<shop>);
