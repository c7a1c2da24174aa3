// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: this Service has no ports
// EXPECT-NAME: Service web
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}}}};
#ifdef EXPECT_ERROR
    Service front = expose(web, {});
#else
    Service front = expose(web, {.type = Headless});
#endif
    return {.name = "shop", .resources = {web, front}};
}
static_assert(sound<shop>);
