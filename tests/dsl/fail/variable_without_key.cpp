// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a variable has the value of one key of a ConfigMap or Secret: write from
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    ConfigMap settings{.name = "settings", .data = {{"LEVEL", "info"}}};
#ifdef EXPECT_ERROR
    Container app{.name = "app", .image = "web:1", .env = {{"LEVEL", settings}}};
#else
    Container app{.name = "app", .image = "web:1", .env = {{"LEVEL", from(settings, "LEVEL")}}};
#endif
    return {.name = "shop", .resources = {settings, Pod{.name = "web", .containers = {app}}}};
}
static_assert(sound<shop>);
