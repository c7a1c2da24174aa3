// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: The kubelet does not start such a container: CreateContainerConfigError.
// EXPECT: this runs as root, which its runAsNonRoot forbids
// EXPECT-NAME: Deployment web, container app
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1"}}, .securityContext = {.runAsNonRoot = true}};
#ifdef EXPECT_ERROR
    web.containers[0].securityContext.runAsUser = 0;
#else
    web.containers[0].securityContext.runAsUser = 1000;
#endif
    return {.name = "shop", .resources = {web}};
}
static_assert(sound<shop>);
