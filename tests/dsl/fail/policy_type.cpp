// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_policy_type_is_Ingress_or_Egress
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    NetworkPolicy it{.name = "n", .policyTypes = {"ingress"}};
#else
    NetworkPolicy it{.name = "n", .policyTypes = {"Ingress"}};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
