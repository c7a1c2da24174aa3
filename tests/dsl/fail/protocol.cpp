// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_protocol_is_TCP_UDP_or_SCTP
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    Service it{.name = "s", .ports = {{.port = 53, .protocol = "udp"}}};
#else
    Service it{.name = "s", .ports = {{.port = 53, .protocol = "UDP"}}};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
