// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: The API server accepts the probe; the node cannot carry it out, and the container is never ready.
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
