// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: All Pods but one stay Pending.
// EXPECT: several Pods of this use a PersistentVolumeClaim that one Pod at a time may use
// EXPECT-NAME: data, used by 2 Pods
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    PersistentVolumeClaim data{.name = "data", .accessModes = {"ReadWriteOncePod"}, .size = "1Gi"};
    Deployment web{.name = "web",
                   .labels = {{"app", "web"}},
                   .containers = {{.name = "app", .image = "web:1", .volumeMounts = {{"disk", "/data"}}}},
                   .volumes = {{"disk", data}}};
#ifdef EXPECT_ERROR
    web.replicas = 2;
#else
    web.replicas = 1;
#endif
    return {.name = "shop", .resources = {data, web}};
}
static_assert(sound<shop>);
