// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_resource_is_a_plural_in_lower_case_such_as_pods_with_an_optional_slash_and_subresource
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Role made{.name = "r", .rules = {{.resources = {"Pod"}, .verbs = {"get"}}}};
#else
    Role made{.name = "r", .rules = {{.resources = {"pods"}, .verbs = {"get"}}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
