// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_concurrency_policy_is_Allow_Forbid_or_Replace
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    CronJob made{.name = "c", .schedule = "@daily", .concurrencyPolicy = "Deny", .containers = {{.name = "c", .image = "a"}}};
#else
    CronJob made{.name = "c", .schedule = "@daily", .concurrencyPolicy = "Forbid", .containers = {{.name = "c", .image = "a"}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
