// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: this container sets an environment variable twice
// EXPECT-NAME: container app
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}, .env = {{"A", "1"}, {"A", "2"}}}}};
#else
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}, .env = {{"A", "1"}, {"B", "2"}}}}};
#endif
    return {.name = "shop", .resources = {web}};
}
static_assert(sound<shop>);
