// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: the_effect_of_a_taint_is_NoSchedule_PreferNoSchedule_or_NoExecute
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Pod made{.name = "p", .containers = {{.name = "c", .image = "a"}}, .tolerations = {{.key = "a", .effect = "NoRun"}}};
#else
    Pod made{.name = "p", .containers = {{.name = "c", .image = "a"}}, .tolerations = {{.key = "a", .effect = "NoExecute"}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
