// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_node_port_is_between_30000_and_32767
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Service made{.name = "s", .type = NodePort, .ports = {{.port = 80, .nodePort = 8080}}};
#else
    Service made{.name = "s", .type = NodePort, .ports = {{.port = 80, .nodePort = 30080}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
