// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: the_name_of_a_role_is_without_slashes_and_percent_signs_and_not_a_dot_or_two
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    ClusterRole it{.name = "system/reader"};
#else
    ClusterRole it{.name = "system:reader"};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
