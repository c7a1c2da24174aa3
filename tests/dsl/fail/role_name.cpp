// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: the_name_of_a_role_is_without_slashes_and_percent_signs_and_not_a_dot_or_two
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    ClusterRole made{.name = "system/reader"};
#else
    ClusterRole made{.name = "system:reader"};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
