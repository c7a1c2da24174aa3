// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_user_or_group_ID_is_between_0_and_2147483647
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    Pod it{.name = "p", .securityContext = {.runAsUser = -1}};
#else
    Pod it{.name = "p", .securityContext = {.runAsUser = 1000}};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
