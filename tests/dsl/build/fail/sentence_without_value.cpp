// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: this PriorityClass has no value: say .value
// ERRORS: 2
#include <slipway/dsl/build.hpp>
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    const PriorityClass made = build::priority_class("high").description("before all others");
#else
    const PriorityClass made = build::priority_class("high").description("before all others").value(1000);
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
