// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_preemption_policy_is_PreemptLowerPriority_or_Never
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    PriorityClass it{.name = "p", .preemptionPolicy = "Always"};
#else
    PriorityClass it{.name = "p", .preemptionPolicy = "Never"};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
