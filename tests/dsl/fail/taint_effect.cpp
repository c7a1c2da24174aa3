// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: the_effect_of_a_taint_is_NoSchedule_PreferNoSchedule_or_NoExecute
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    Pod it{.name = "p", .tolerations = {{.key = "a", .effect = "NoRun"}}};
#else
    Pod it{.name = "p", .tolerations = {{.key = "a", .effect = "NoExecute"}}};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
