// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: A warning: it is accepted, and the Pods that it is meant for stay open.
// EXPECT: this NetworkPolicy selects labels that no Pod of the cluster carries
// EXPECT-NAME: did you mean app=web
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .replicas = 2, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}}}};
#ifdef EXPECT_ERROR
    return {.name = "shop", .resources = {web, NetworkPolicy{.name = "closed", .podSelector = {{"app", "wbe"}}}}};
#else
    return {.name = "shop", .resources = {web, NetworkPolicy{.name = "closed", .podSelector = {{"app", "web"}}}}};
#endif
}
static_assert(spotless<shop>);
