// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_resource_is_a_plural_in_lower_case_such_as_pods_with_an_optional_slash_and_subresource
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    Role it{.name = "r", .rules = {{.resources = {"Pod"}, .verbs = {"get"}}}};
#else
    Role it{.name = "r", .rules = {{.resources = {"pods"}, .verbs = {"get"}}}};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
