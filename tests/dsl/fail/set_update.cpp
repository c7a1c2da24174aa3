// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_StatefulSet_or_DaemonSet_is_updated_by_RollingUpdate_or_OnDelete
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    DaemonSet made{.name = "d", .labels = {{"app", "a"}}, .updateStrategy = "Recreate", .containers = {{.name = "c", .image = "a"}}};
#else
    DaemonSet made{.name = "d", .labels = {{"app", "a"}}, .updateStrategy = "OnDelete", .containers = {{.name = "c", .image = "a"}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
