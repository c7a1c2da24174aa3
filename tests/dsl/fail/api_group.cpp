// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: an_API_group_is_empty_for_the_core_or_a_DNS_name_such_as_apps_or_an_asterisk
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Role made{.name = "r", .rules = {{.apiGroups = {"apps/v1"}, .resources = {"deployments"}, .verbs = {"get"}}}};
#else
    Role made{.name = "r", .rules = {{.apiGroups = {"apps"}, .resources = {"deployments"}, .verbs = {"get"}}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
