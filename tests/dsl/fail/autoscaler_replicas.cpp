// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: an_autoscaler_keeps_between_1_and_2147483647_replicas
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    HorizontalPodAutoscaler it{.name = "h", .scaleTargetRef = Deployment{.name = "h"}, .maxReplicas = 0};
#else
    HorizontalPodAutoscaler it{.name = "h", .scaleTargetRef = Deployment{.name = "h"}, .maxReplicas = 1};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
