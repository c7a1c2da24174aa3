// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_traffic_policy_is_Cluster_or_Local
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    Service it{.name = "s", .externalTrafficPolicy = "local"};
#else
    Service it{.name = "s", .externalTrafficPolicy = "Local"};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
