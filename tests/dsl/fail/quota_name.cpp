// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: what_a_quota_counts_is_named_such_as_pods_or_requests_cpu_or_count_deployments_apps
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    ResourceQuota made{.name = "q", .hard = {{"requests cpu", "10"}}};
#else
    ResourceQuota made{.name = "q", .hard = {{"requests.cpu", "10"}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
