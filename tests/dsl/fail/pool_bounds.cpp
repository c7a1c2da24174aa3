// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: the min of a NodePool is between 0 and its max
// EXPECT-NAME: NodePool pool
// EXPECT-NAME: min 3, max 2
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    return {.name = "shop", .nodePools = {{.name = "pool", .min = 3, .max = 2}}};
#else
    return {.name = "shop", .nodePools = {{.name = "pool", .min = 2, .max = 3}}};
#endif
}
static_assert(sound<shop>);
