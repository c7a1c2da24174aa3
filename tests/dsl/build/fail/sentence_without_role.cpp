// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: this binding grants no role: say .roleRef
// ERRORS: 2
#include <slipway/dsl/build.hpp>
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    const RoleBinding made = build::role_binding("readers").subject(user("jane"));
#else
    const RoleBinding made = build::role_binding("readers").subject(user("jane")).roleRef(build::cluster_role("view"));
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
