// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_pod_management_policy_is_OrderedReady_or_Parallel
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    StatefulSet made{.name = "s", .labels = {{"app", "a"}}, .podManagementPolicy = "Ordered", .containers = {{.name = "c", .image = "a"}}};
#else
    StatefulSet made{.name = "s", .labels = {{"app", "a"}}, .podManagementPolicy = "OrderedReady", .containers = {{.name = "c", .image = "a"}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
