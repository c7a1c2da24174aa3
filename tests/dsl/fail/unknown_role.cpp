// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: The binding is accepted and grants nothing. `cluster-admin`, `admin`, `edit`, `view` and `system:...` are there in each cluster.
// EXPECT: this binds a Role or ClusterRole that is not in the cluster
// EXPECT-NAME: did you mean reader
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    ServiceAccount app{.name = "app"};
    Role reader{.name = "reader", .rules = {{.apiGroups = {""}, .resources = {"pods"}, .verbs = {"get"}}}};
#ifdef EXPECT_ERROR
    RoleBinding binding{.name = "binding", .roleRef = Role{.name = "raeder"}, .subjects = {app}};
#else
    RoleBinding binding{.name = "binding", .roleRef = reader, .subjects = {app}};
#endif
    return {.name = "shop", .resources = {app, reader, binding}};
}
static_assert(sound<shop>);
