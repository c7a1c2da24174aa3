// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: The Pod is accepted and waits for ever. What stands outside of the definition is told in `.elsewhere`; what may be missing is `optional`.
// EXPECT: this refers to a ConfigMap that is not in the cluster
// EXPECT-NAME: settings
// EXPECT-NAME: there is none
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    ConfigMap settings{.name = "settings", .data = {{"LOG_LEVEL", "info"}}};
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}, .env = {{"LOG_LEVEL", from(settings, "LOG_LEVEL")}}}}};
#ifdef EXPECT_ERROR
    return {.name = "shop", .resources = {web}};
#else
    return {.name = "shop", .resources = {settings, web}};
#endif
}
static_assert(sound<shop>);
