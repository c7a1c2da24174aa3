// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: A Service without Pods behind it is accepted by every cluster, and answers nobody.
// EXPECT: this Service selects labels that no Pod of the cluster carries
// EXPECT-NAME: Service front
// EXPECT-NAME: app=wbe
// EXPECT-NAME: did you mean app=web
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}}}};
#ifdef EXPECT_ERROR
    Service front{.name = "front", .selector = {{"app", "wbe"}}, .ports = {{80, "http"}}};
#else
    Service front{.name = "front", .selector = {{"app", "web"}}, .ports = {{80, "http"}}};
#endif
    return {.name = "shop", .resources = {web, front}};
}
static_assert(sound<shop>);
