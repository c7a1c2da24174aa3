// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: this cluster has more objects than compilers check within their default limits: run<...> checks it when its program starts
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

#ifdef EXPECT_ERROR
constexpr long count = SLIPWAY_MOST_CONSTANT_OBJECTS + 1;
#else
constexpr long count = 20;
#endif

constexpr Cluster shop() {
    Cluster made{.name = "shop"};
    for (long n = 0; n < count; ++n) made.resources.push_back(ConfigMap{.name = slipway::text(slipway::core::cat("settings-", slipway::core::decimal(n)))});
    return made;
}
static_assert(sound<shop>);
