// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: Policies are functions of the definition's own (`.policies`); `forbid_privileged`, `forbid_latest`, `require_memory_limits` and `require_budgets` come with `slipway/dsl/policy.hpp`.
// EXPECT: a policy of this cluster forbids this
// EXPECT-NAME: its tag says no version
#include <slipway/dsl/policy.hpp>
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Pod p{.name = "p", .containers = {{.name = "a", .image = "a"}}};
#else
    Pod p{.name = "p", .containers = {{.name = "a", .image = "a:1"}}};
#endif
    return {.name = "shop", .resources = {p}, .policies = {forbid_latest}};
}
static_assert(sound<shop>);
