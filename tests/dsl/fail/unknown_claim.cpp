// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: The Pod is accepted and stays Pending.
// EXPECT: this refers to a PersistentVolumeClaim that is not in the cluster
// EXPECT-NAME: did you mean data
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    PersistentVolumeClaim data{.name = "data", .size = "1Gi"};
#ifdef EXPECT_ERROR
    Pod p{.name = "p", .containers = {{.name = "a", .image = "a:1", .volumeMounts = {{"disk", "/data"}}}}, .volumes = {{"disk", PersistentVolumeClaim{.name = "date"}}}};
#else
    Pod p{.name = "p", .containers = {{.name = "a", .image = "a:1", .volumeMounts = {{"disk", "/data"}}}}, .volumes = {{"disk", data}}};
#endif
    return {.name = "shop", .resources = {data, p}};
}
static_assert(sound<shop>);
