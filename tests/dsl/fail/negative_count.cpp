// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_count_is_between_0_and_2147483647
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Job made{.name = "j", .backoffLimit = -1, .containers = {{.name = "c", .image = "a"}}};
#else
    Job made{.name = "j", .backoffLimit = 0, .containers = {{.name = "c", .image = "a"}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
