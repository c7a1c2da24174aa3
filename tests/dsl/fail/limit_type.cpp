// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_limit_is_of_a_Container_or_a_Pod
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    LimitRange made{.name = "l", .limits = {{.type = "container"}}};
#else
    LimitRange made{.name = "l", .limits = {{.type = "Container"}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
