// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_Deployment_is_updated_by_RollingUpdate_or_Recreate
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Deployment made{.name = "d", .labels = {{"app", "a"}}, .strategy = {.type = "OnDelete"}, .containers = {{.name = "c", .image = "a"}}};
#else
    Deployment made{.name = "d", .labels = {{"app", "a"}}, .strategy = {.type = "Recreate"}, .containers = {{.name = "c", .image = "a"}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
