// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: an_API_group_is_empty_for_the_core_or_a_DNS_name_such_as_apps_or_an_asterisk
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    Role it{.name = "r", .rules = {{.apiGroups = {"apps/v1"}, .resources = {"deployments"}, .verbs = {"get"}}}};
#else
    Role it{.name = "r", .rules = {{.apiGroups = {"apps"}, .resources = {"deployments"}, .verbs = {"get"}}}};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
