// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: this is a number: write it without quotation marks
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Container app{.name = "app", .image = "web:1", .ports = {{"http", "8080"}}};
#else
    Container app{.name = "app", .image = "web:1", .ports = {{"http", 8080}}};
#endif
    return {.name = "shop", .resources = {Pod{.name = "web", .containers = {app}}}};
}
static_assert(sound<shop>);
