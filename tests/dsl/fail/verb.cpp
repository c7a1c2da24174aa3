// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_verb_is_get_list_watch_create_update_patch_delete_deletecollection_or_one_of_the_special_ones_or_an_asterisk
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Role made{.name = "r", .rules = {{.resources = {"pods"}, .verbs = {"read"}}}};
#else
    Role made{.name = "r", .rules = {{.resources = {"pods"}, .verbs = {"get"}}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
