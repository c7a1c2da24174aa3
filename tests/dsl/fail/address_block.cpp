// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_block_of_addresses_is_an_IP_address_a_slash_and_a_number_of_bits
// ERRORS: 3
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    NetworkPolicy it{.name = "n", .egress = {{.to = {ipBlock("10.0.0.0")}}}};
#else
    NetworkPolicy it{.name = "n", .egress = {{.to = {ipBlock("10.0.0.0/8")}}}};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
