// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: the_value_of_a_PriorityClass_is_between_minus_2147483648_and_1000000000
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    PriorityClass it{.name = "p", .value = 2000000000};
#else
    PriorityClass it{.name = "p", .value = 1000000};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
