// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_load_balancer_class_is_such_as_internal_or_example_com_internal
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Service made{.name = "s", .type = LoadBalancer, .ports = {{.port = 53}}, .loadBalancerClass = "example.com/internal/one"};
#else
    Service made{.name = "s", .type = LoadBalancer, .ports = {{.port = 53}}, .loadBalancerClass = "example.com/internal"};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
