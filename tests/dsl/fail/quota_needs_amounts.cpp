// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: The API server refuses Pods that do not say it. A LimitRange can give a default.
// EXPECT: the ResourceQuota of this namespace needs every container to say how much it takes
// EXPECT-NAME: requests no cpu
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}}}};
#ifdef EXPECT_ERROR
    ResourceQuota quota{.name = "quota", .hard = {{"requests.cpu", "2"}}};
#else
    ResourceQuota quota{.name = "quota", .hard = {{"pods", "2"}}};
#endif
    return {.name = "shop", .resources = {web, quota}};
}
static_assert(sound<shop>);
