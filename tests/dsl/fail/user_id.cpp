// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_user_or_group_ID_is_between_0_and_2147483647
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Pod made{.name = "p", .containers = {{.name = "c", .image = "a"}}, .securityContext = {.runAsUser = -1}};
#else
    Pod made{.name = "p", .containers = {{.name = "c", .image = "a"}}, .securityContext = {.runAsUser = 1000}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
