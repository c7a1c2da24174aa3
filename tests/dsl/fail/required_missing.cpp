// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: The API server would refuse the object: a container and a volume have names, a mount has a path, a claim a size, an autoscaler a target and a bound.
// EXPECT: Kubernetes requires a field that is missing here
// EXPECT-NAME: containers.name
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Deployment made{.name = "web", .labels = {{"app", "web"}}, .containers = {{.image = "web:1"}}};
#else
    Deployment made{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1"}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
