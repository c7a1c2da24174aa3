// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_count_is_between_0_and_2147483647
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    Job it{.name = "j", .backoffLimit = -1};
#else
    Job it{.name = "j", .backoffLimit = 0};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
