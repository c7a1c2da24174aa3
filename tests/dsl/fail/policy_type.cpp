// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_policy_type_is_Ingress_or_Egress
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    NetworkPolicy made{.name = "n", .policyTypes = {"ingress"}};
#else
    NetworkPolicy made{.name = "n", .policyTypes = {"Ingress"}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
