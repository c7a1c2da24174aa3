// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_name_is_lowercase_letters_digits_dashes_and_dots
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    ConfigMap made{.name = "Web_1"};
#else
    ConfigMap made{.name = "web-1"};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
