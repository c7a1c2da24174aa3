// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: the_type_of_a_Service_is_ClusterIP_NodePort_LoadBalancer_ExternalName_or_Headless
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Service made{.name = "s", .type = "Loadbalancer", .ports = {{.port = 53}}};
#else
    Service made{.name = "s", .type = "LoadBalancer", .ports = {{.port = 53}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
