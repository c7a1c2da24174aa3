// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_utilization_is_at_least_1_percent_of_what_is_requested
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    HorizontalPodAutoscaler it{.name = "h", .scaleTargetRef = Deployment{.name = "h"}, .maxReplicas = 2, .cpuUtilization = -80};
#else
    HorizontalPodAutoscaler it{.name = "h", .scaleTargetRef = Deployment{.name = "h"}, .maxReplicas = 2, .cpuUtilization = 80};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
