// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_block_of_addresses_is_an_IP_address_a_slash_and_a_number_of_bits
// ERRORS: 2
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    NetworkPolicy made{.name = "n", .egress = {{.to = {ipBlock("10.0.0.0")}}}};
#else
    NetworkPolicy made{.name = "n", .egress = {{.to = {ipBlock("10.0.0.0/8")}}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
