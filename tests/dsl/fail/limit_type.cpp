// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_limit_is_of_a_Container_or_a_Pod
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    LimitRange it{.name = "l", .limits = {{.type = "container"}}};
#else
    LimitRange it{.name = "l", .limits = {{.type = "Container"}}};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
