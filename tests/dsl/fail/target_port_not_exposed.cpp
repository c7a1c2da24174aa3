// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: Connections to a port that no container listens on are refused.
// EXPECT: this Service's target port is exposed by no container of the Pods that it selects
// EXPECT-NAME: Service web to web
// EXPECT-NAME: htpp
// EXPECT-NAME: did you mean http
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}}}};
#ifdef EXPECT_ERROR
    Service front = expose(web, {.ports = {{80, "htpp"}}});
#else
    Service front = expose(web, {.ports = {{80, "http"}}});
#endif
    return {.name = "shop", .resources = {web, front}};
}
static_assert(sound<shop>);
