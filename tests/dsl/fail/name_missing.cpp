// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: this object has no name
// EXPECT-NAME: ConfigMap
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    ConfigMap made{.data = {{"A", "1"}}};
#else
    ConfigMap made{.name = "made", .data = {{"A", "1"}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
