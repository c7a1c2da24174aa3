// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: an_environment_variable_is_named_by_printable_characters
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Pod made{.name = "p", .containers = {{.name = "c", .image = "web", .env = {{"A=B", "1"}}}}};
#else
    Pod made{.name = "p", .containers = {{.name = "c", .image = "web", .env = {{"A_B", "1"}}}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
