// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a Service has a node port only with the type NodePort or LoadBalancer
// EXPECT-NAME: 30080
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}}}};
#ifdef EXPECT_ERROR
    Service front = expose(web, {.ports = {{.port = 80, .target = "http", .nodePort = 30080}}});
#else
    Service front = expose(web, {.type = NodePort, .ports = {{.port = 80, .target = "http", .nodePort = 30080}}});
#endif
    return {.name = "shop", .resources = {web, front}};
}
static_assert(sound<shop>);
