// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_pod_management_policy_is_OrderedReady_or_Parallel
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    StatefulSet it{.name = "s", .podManagementPolicy = "Ordered"};
#else
    StatefulSet it{.name = "s", .podManagementPolicy = "OrderedReady"};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
