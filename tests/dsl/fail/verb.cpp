// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_verb_is_get_list_watch_create_update_patch_delete_deletecollection_or_one_of_the_special_ones_or_an_asterisk
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    Role it{.name = "r", .rules = {{.resources = {"pods"}, .verbs = {"read"}}}};
#else
    Role it{.name = "r", .rules = {{.resources = {"pods"}, .verbs = {"get"}}}};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
