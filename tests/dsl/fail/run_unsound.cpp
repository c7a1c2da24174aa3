// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: this Service's target port is exposed by no container of the Pods that it selects
// EXPECT-NAME: did you mean http
#include <slipway/dsl.hpp>

using namespace slipway::dsl;

// One mistake is one error, also where the whole program depends on the definition.
constexpr Cluster shop() {
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}}}};
#ifdef EXPECT_ERROR
    return {.name = "shop", .resources = {web, expose(web, {.ports = {{80, "htpp"}}})}};
#else
    return {.name = "shop", .resources = {web, expose(web, {.ports = {{80, "http"}}})}};
#endif
}

int main(int argc, char** argv) { return slipway::run<shop>(argc, argv); }
