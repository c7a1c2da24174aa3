// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: A warning: the API refuses to evict a Pod that two budgets protect, so that its node is never drained.
// EXPECT: two PodDisruptionBudgets select the same Pods, none of which can be evicted then
// EXPECT-NAME: PodDisruptionBudget web does so too
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    Deployment web{.name = "web", .labels = {{"app", "web"}, {"tier", "front"}}, .replicas = 3, .containers = {{.name = "app", .image = "web:1"}}};
    Deployment cart{.name = "cart", .labels = {{"app", "cart"}, {"tier", "back"}}, .replicas = 3, .containers = {{.name = "app", .image = "cart:1"}}};
#ifdef EXPECT_ERROR
    PodDisruptionBudget others{.name = "others", .selector = {{"tier", "front"}}, .maxUnavailable = 1};
#else
    PodDisruptionBudget others{.name = "others", .selector = {{"tier", "back"}}, .maxUnavailable = 1};
#endif
    return {.name = "shop", .resources = {web, cart, disruptionBudget(web, {.maxUnavailable = 1}), others}};
}
static_assert(spotless<shop>);
