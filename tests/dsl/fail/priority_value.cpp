// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: the_value_of_a_PriorityClass_is_between_minus_2147483648_and_1000000000
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    PriorityClass made{.name = "p", .value = 2000000000};
#else
    PriorityClass made{.name = "p", .value = 1000000};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
