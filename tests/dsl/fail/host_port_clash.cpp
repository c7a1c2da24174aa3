// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: A node gives a port once; Pods for which there is no node left stay Pending. `hostNetwork` takes the ports of containers from the node.
// EXPECT: several Pods ask for the same port of their node, and there are not enough nodes
// EXPECT-NAME: 2 pods, 1 node
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .replicas = 2, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}}}, .hostNetwork = true};
#else
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .replicas = 1, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}}}, .hostNetwork = true};
#endif
    return {.name = "shop", .resources = {web}, .nodePools = {{.name = "node"}}};
}
static_assert(sound<shop>);
