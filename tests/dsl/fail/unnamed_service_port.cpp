// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: each port of a Service with several ports needs a name
// EXPECT-NAME: "81"|: 81
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}}}};
#ifdef EXPECT_ERROR
    Service front{.name = "front", .selector = {{"app", "web"}}, .ports = {{80, "http", "a"}, {81, "http"}}};
#else
    Service front{.name = "front", .selector = {{"app", "web"}}, .ports = {{80, "http", "a"}, {81, "http", "b"}}};
#endif
    return {.name = "shop", .resources = {web, front}};
}
static_assert(sound<shop>);
