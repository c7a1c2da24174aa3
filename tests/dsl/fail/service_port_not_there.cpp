// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: The Ingress answers with an error.
// EXPECT: the Service has no such port
// EXPECT-NAME: did you mean 80
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}}}};
    Service front = expose(web, {.name = "front", .ports = {{80, "http"}}});
#ifdef EXPECT_ERROR
    Ingress in{.name = "in", .rules = {{.host = "shop.example.com", .paths = {{"/", ingress_backend{front, 8080}}}}}};
#else
    Ingress in{.name = "in", .rules = {{.host = "shop.example.com", .paths = {{"/", backend(front, 80)}}}}};
#endif
    return {.name = "shop", .resources = {web, front, in}};
}
static_assert(sound<shop>);
