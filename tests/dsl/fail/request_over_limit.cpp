// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: this container requests more than its limit
// EXPECT-NAME: cpu 2 over 500m
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}, .resources = {.requests = {.cpu = "2"}, .limits = {.cpu = "500m"}}}}};
#else
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}, .resources = {.requests = {.cpu = "500m"}, .limits = {.cpu = "2"}}}}};
#endif
    return {.name = "shop", .resources = {web}};
}
static_assert(sound<shop>);
