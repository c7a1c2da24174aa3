// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: such_a_name_is_at_most_63_lowercase_letters_digits_and_dashes
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Pod made{.name = "p", .containers = {{.name = "my.container", .image = "web"}}};
#else
    Pod made{.name = "p", .containers = {{.name = "my-container", .image = "web"}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
