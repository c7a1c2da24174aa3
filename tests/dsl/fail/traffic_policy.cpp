// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_traffic_policy_is_Cluster_or_Local
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Service made{.name = "s", .type = NodePort, .ports = {{.port = 53}}, .externalTrafficPolicy = "local"};
#else
    Service made{.name = "s", .type = NodePort, .ports = {{.port = 53}}, .externalTrafficPolicy = "Local"};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
