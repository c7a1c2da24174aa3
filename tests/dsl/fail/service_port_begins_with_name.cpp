// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a port of a Service begins with its number, and its target follows
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    Deployment web{.name = "web",
                   .labels = {{"app", "web"}},
                   .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}}}};
#ifdef EXPECT_ERROR
    return {.name = "shop", .resources = {web, expose(web, {.ports = {{"http", 80}}})}};
#else
    return {.name = "shop", .resources = {web, expose(web, {.ports = {{80, "http"}}})}};
#endif
}
static_assert(sound<shop>);
