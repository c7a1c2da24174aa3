// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: what_is_protected_needs_labels_to_be_selected_by
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    PodDisruptionBudget it = disruptionBudget(Deployment{.name = "web"}, {.minAvailable = 1});
#else
    PodDisruptionBudget it = disruptionBudget(Deployment{.name = "web", .labels = {{"app", "web"}}}, {.minAvailable = 1});
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
