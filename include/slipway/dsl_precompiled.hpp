// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: it is for precompiled headers, and takes others longer.

/// What definitions precompile: `slipway/dsl.hpp`, with the functions that almost every definition
/// needs made already. GCC makes those of a precompiled header that are evaluated in it once, and
/// all others at the end of each source.
#include <slipway/dsl.hpp>

namespace slipway::dsl::detail {

/// A definition of what most have.
constexpr Cluster usual() {
    ConfigMap settings{.name = "settings", .data = {{"key", "value"}}};
    Deployment web{
        .name = "web",
        .labels = {{"app", "web"}},
        .containers = {{.name = "app",
                        .image = "example.com/web:1",
                        .ports = {{"http", 8080}},
                        .env = {{"KEY", from(settings, "key")}},
                        .resources = {.requests = {.cpu = "1"}, .limits = {.memory = "1Gi"}},
                        .volumeMounts = {{"config", "/etc/app"}},
                        .readinessProbe = httpGet("/", "http")}},
        .volumes = {{"config", settings}}};
    return {.name = "usual",
            .resources = {settings, web, expose(web, {.ports = {{80, "http", "http"}}})}};
}
static_assert(checked<usual, true>::found.empty());

}  // namespace slipway::dsl::detail
