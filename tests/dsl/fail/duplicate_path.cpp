// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: Which of the two is taken depends on the controller.
// EXPECT: two rules send the same host and path to different places
// EXPECT-NAME: Ingress one has it too
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}}}};
    Service front = expose(web, {.name = "front", .ports = {{80, "http"}}});
    Ingress one{.name = "one", .rules = {{.host = "a.example.com", .paths = {{"/", backend(front, 80)}}}}};
#ifdef EXPECT_ERROR
    Ingress two{.name = "two", .rules = {{.host = "a.example.com", .paths = {{"/", backend(front, 80)}}}}};
#else
    Ingress two{.name = "two", .rules = {{.host = "b.example.com", .paths = {{"/", backend(front, 80)}}}}};
#endif
    return {.name = "shop", .resources = {web, front, one, two}};
}
static_assert(sound<shop>);
