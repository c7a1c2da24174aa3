// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: A warning: mostly a label too few in the selector.
// EXPECT: this Service selects the Pods of several workloads
// EXPECT-NAME: Deployment cart and Deployment web
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    const slipway::core::list<Container> containers{{.name = "app", .image = "web:1", .ports = {{"http", 8080}}}};
    Deployment web{.name = "web", .labels = {{"app", "web"}, {"tier", "front"}}, .containers = containers};
    Deployment cart{.name = "cart", .labels = {{"app", "cart"}, {"tier", "front"}}, .containers = containers};
#ifdef EXPECT_ERROR
    return {.name = "shop", .resources = {web, cart, Service{.name = "all", .selector = {{"tier", "front"}}, .ports = {{80, 8080}}}}};
#else
    return {.name = "shop", .resources = {web, cart, silenced(Service{.name = "all", .selector = {{"tier", "front"}}, .ports = {{80, 8080}}}, rule::service_selects_several, "either may answer")}};
#endif
}
static_assert(spotless<shop>);
