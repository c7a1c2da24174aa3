// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: this probe uses a port name that its container does not expose
// EXPECT-NAME: htpp
// EXPECT-NAME: did you mean http
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}, .readinessProbe = httpGet("/", "htpp")}}};
#else
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}, .readinessProbe = httpGet("/", "http")}}};
#endif
    return {.name = "shop", .resources = {web}};
}
static_assert(sound<shop>);
