// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_session_affinity_is_ClientIP_or_None
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Service made{.name = "s", .ports = {{.port = 53}}, .sessionAffinity = "Client"};
#else
    Service made{.name = "s", .ports = {{.port = 53}}, .sessionAffinity = "ClientIP"};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
