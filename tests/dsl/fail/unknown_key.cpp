// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: The Pod is accepted and stays in CreateContainerConfigError.
// EXPECT: the ConfigMap or Secret has no such key
// EXPECT-NAME: settings\[LOG_LEVL\]
// EXPECT-NAME: did you mean LOG_LEVEL
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    ConfigMap settings{.name = "settings", .data = {{"LOG_LEVEL", "info"}}};
#ifdef EXPECT_ERROR
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}, .env = {{"LOG_LEVEL", from(settings, "LOG_LEVL")}}}}};
#else
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}, .env = {{"LOG_LEVEL", from(settings, "LOG_LEVEL")}}}}};
#endif
    return {.name = "shop", .resources = {settings, web}};
}
static_assert(sound<shop>);
