// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: what_a_quota_counts_is_named_such_as_pods_or_requests_cpu_or_count_deployments_apps
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    ResourceQuota it{.name = "q", .hard = {{"requests cpu", "10"}}};
#else
    ResourceQuota it{.name = "q", .hard = {{"requests.cpu", "10"}}};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
