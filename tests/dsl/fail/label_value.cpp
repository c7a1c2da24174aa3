// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_label_value_is_at_most_63_letters_digits_dashes_dots_underscores
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    ConfigMap made{.name = "c", .labels = {{"app", "web shop"}}};
#else
    ConfigMap made{.name = "c", .labels = {{"app", "web-shop"}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
