// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: A warning: the Pod waits for the volume, and no container sees it.
// EXPECT: no container of this Pod mounts this volume
// EXPECT-NAME: Deployment web, volume config
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    ConfigMap settings{.name = "settings", .data = {{"shop.conf", "debug=no"}}};
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1"}}, .volumes = {{"config", settings}}};
#ifndef EXPECT_ERROR
    web.containers[0].volumeMounts = {{"config", "/etc/shop"}};
#endif
    return {.name = "shop", .resources = {settings, web}};
}
static_assert(spotless<shop>);
