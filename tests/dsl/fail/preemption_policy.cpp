// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_preemption_policy_is_PreemptLowerPriority_or_Never
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    PriorityClass made{.name = "p", .preemptionPolicy = "Always"};
#else
    PriorityClass made{.name = "p", .preemptionPolicy = "Never"};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
