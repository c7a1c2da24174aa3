// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: an_image_pull_policy_is_Always_IfNotPresent_or_Never
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Pod made{.name = "p", .containers = {{.name = "c", .image = "a", .imagePullPolicy = "always"}}};
#else
    Pod made{.name = "p", .containers = {{.name = "c", .image = "a", .imagePullPolicy = "Always"}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
