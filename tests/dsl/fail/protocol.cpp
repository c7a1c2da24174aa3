// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_protocol_is_TCP_UDP_or_SCTP
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Service made{.name = "s", .ports = {{.port = 53, .protocol = "udp"}}};
#else
    Service made{.name = "s", .ports = {{.port = 53, .protocol = "UDP"}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
