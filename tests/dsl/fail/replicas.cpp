// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: replicas_are_between_0_and_1000000
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Deployment made{.name = "d", .labels = {{"app", "d"}}, .replicas = -1, .containers = {{.name = "c", .image = "web"}}};
#else
    Deployment made{.name = "d", .labels = {{"app", "d"}}, .replicas = 0, .containers = {{.name = "c", .image = "web"}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
