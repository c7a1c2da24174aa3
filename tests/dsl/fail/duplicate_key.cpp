// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: this has the same key twice
// EXPECT-NAME: data A
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    ConfigMap settings{.name = "settings", .data = {{"A", "1"}, {"A", "2"}}};
#else
    ConfigMap settings{.name = "settings", .data = {{"A", "1"}, {"B", "2"}}};
#endif
    return {.name = "shop", .resources = {settings}};
}
static_assert(sound<shop>);
