// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: this Service's target port is exposed by no container of the Pods that it selects
// EXPECT-NAME: "80"|: 80;
// EXPECT-NAME: did you mean 8080
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}}}};
#ifdef EXPECT_ERROR
    Service front = expose(web, {.ports = {{80}}});
#else
    Service front = expose(web, {.ports = {{8080}}});
#endif
    return {.name = "shop", .resources = {web, front}};
}
static_assert(sound<shop>);
