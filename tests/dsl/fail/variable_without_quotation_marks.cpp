// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: the value of an environment variable is text: write it in quotation marks
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Container app{.name = "app", .image = "web:1", .env = {{"PORT", 8080}}};
#else
    Container app{.name = "app", .image = "web:1", .env = {{"PORT", "8080"}}};
#endif
    return {.name = "shop", .resources = {Pod{.name = "web", .containers = {app}}}};
}
static_assert(sound<shop>);
