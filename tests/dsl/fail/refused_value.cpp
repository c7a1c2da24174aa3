// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: The API server would refuse the object: values of the API's own structs are checked like the literals of the short forms, and those of both for what goes together (a maxSurge of a Recreate, an endPort below its port, a subPath that leaves its volume, an exception outside of its block of addresses).
// EXPECT: Kubernetes does not take this value
// EXPECT-NAME: image .*Shop/web
// EXPECT-NAME: container init
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}}}};
    slipway::api::Container init;
    init.name = "init";
#ifdef EXPECT_ERROR
    init.image = "Shop/web";
#else
    init.image = "shop/web";
#endif
    web.pod.emplace().initContainers = {init};
    return {.name = "shop", .resources = {web}};
}
static_assert(sound<shop>);
