// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_Deployment_is_updated_by_RollingUpdate_or_Recreate
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    Deployment it{.name = "d", .strategy = {.type = "OnDelete"}};
#else
    Deployment it{.name = "d", .strategy = {.type = "Recreate"}};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
