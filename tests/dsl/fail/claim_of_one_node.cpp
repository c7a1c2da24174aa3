// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: A warning: Pods that come to another node wait for the volume for ever. All on one node, or kept together by an affinity, they can share it.
// EXPECT: several Pods of this use a PersistentVolumeClaim that only the Pods of one node can use
// EXPECT-NAME: data, used by 3 Pods
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    PersistentVolumeClaim data{.name = "data", .accessModes = {"ReadWriteOnce"}, .size = "1Gi"};
#else
    PersistentVolumeClaim data{.name = "data", .accessModes = {"ReadWriteMany"}, .size = "1Gi"};
#endif
    Deployment web{.name = "web",
                   .labels = {{"app", "web"}},
                   .replicas = 3,
                   .containers = {{.name = "app", .image = "web:1", .volumeMounts = {{"disk", "/data"}}}},
                   .volumes = {{"disk", data}}};
    return {.name = "shop", .resources = {data, web}};
}
static_assert(spotless<shop>);
