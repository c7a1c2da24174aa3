// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: A warning: Kubernetes takes such a rule, and refuses whoever counts on it.
// EXPECT: this grants access to a resource that its API group does not have
// EXPECT-NAME: deployments of the core group
// EXPECT-NAME: did you mean deployments of apps
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Role deployer{.name = "deployer", .rules = {{.resources = {"deployments"}, .verbs = {"get", "patch"}}}};
#else
    Role deployer{.name = "deployer", .rules = {{.apiGroups = {"apps"}, .resources = {"deployments"}, .verbs = {"get", "patch"}}}};
#endif
    return {.name = "shop", .resources = {deployer}};
}
static_assert(spotless<shop>);
