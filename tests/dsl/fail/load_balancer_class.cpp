// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_load_balancer_class_is_such_as_internal_or_example_com_internal
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    Service it{.name = "s", .loadBalancerClass = "example.com/internal/one"};
#else
    Service it{.name = "s", .loadBalancerClass = "example.com/internal"};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
