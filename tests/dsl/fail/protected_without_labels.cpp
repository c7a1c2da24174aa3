// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: what_is_protected_needs_labels_to_be_selected_by
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Deployment web{.name = "web", .replicas = 2, .containers = {{.name = "c", .image = "a"}}};
    PodDisruptionBudget made = disruptionBudget(web, {.minAvailable = 1});
#else
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .replicas = 2, .containers = {{.name = "c", .image = "a"}}};
    PodDisruptionBudget made = disruptionBudget(web, {.minAvailable = 1});
#endif
    return {.name = "shop", .resources = {web, made}};
}
static_assert(sound<shop>);
