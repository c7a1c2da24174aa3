// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: The API server refuses it.
// EXPECT: this stands in a namespace that is not in the cluster
// EXPECT-NAME: sohp
// EXPECT-NAME: did you mean shop
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    ConfigMap settings{.name = "settings", .namespace_ = "sohp"};
#else
    ConfigMap settings{.name = "settings", .namespace_ = "shop"};
#endif
    return {.name = "shop", .resources = {settings}};
}
static_assert(sound<shop>);
