// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_time_is_between_0_and_2147483647_seconds
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    Pod it{.name = "p", .terminationGracePeriodSeconds = -1};
#else
    Pod it{.name = "p", .terminationGracePeriodSeconds = 0};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
