// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: this container mounts a volume that its Pod does not have
// EXPECT-NAME: Deployment web, container app
// EXPECT-NAME: confg
// EXPECT-NAME: did you mean config
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}, .volumeMounts = {{"confg", "/etc"}}}}, .volumes = {{"config", emptyDir{}}}};
#else
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}, .volumeMounts = {{"config", "/etc"}}}}, .volumes = {{"config", emptyDir{}}}};
#endif
    return {.name = "shop", .resources = {web}};
}
static_assert(sound<shop>);
