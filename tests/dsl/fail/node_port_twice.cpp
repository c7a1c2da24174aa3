// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: The API server refuses the second one.
// EXPECT: two Services ask for the same node port
// EXPECT-NAME: Service other
// EXPECT-NAME: 30080
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}}}};
    Service front = expose(web, {.type = NodePort, .ports = {{.port = 80, .target = "http", .nodePort = 30080}}});
#ifdef EXPECT_ERROR
    Service other = expose(web, {.name = "other", .type = NodePort, .ports = {{.port = 80, .target = "http", .nodePort = 30080}}});
#else
    Service other = expose(web, {.name = "other", .type = NodePort, .ports = {{.port = 80, .target = "http", .nodePort = 30081}}});
#endif
    return {.name = "shop", .resources = {web, front, other}};
}
static_assert(sound<shop>);
