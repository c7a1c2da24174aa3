// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_CustomResourceDefinition_is_named_by_its_plural_a_dot_and_its_group
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    CustomResourceDefinition made{.name = "cache.example.com", .group = "example.com", .names = {.plural = "caches", .kind = "Cache"}, .versions = {{.name = "v1"}}};
#else
    CustomResourceDefinition made{.name = "caches.example.com", .group = "example.com", .names = {.plural = "caches", .kind = "Cache"}, .versions = {{.name = "v1"}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
