// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_concurrency_policy_is_Allow_Forbid_or_Replace
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    CronJob it{.name = "c", .schedule = "@daily", .concurrencyPolicy = "Deny"};
#else
    CronJob it{.name = "c", .schedule = "@daily", .concurrencyPolicy = "Forbid"};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
