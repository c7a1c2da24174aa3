// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_scope_is_Namespaced_or_Cluster
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    CustomResourceDefinition made{.name = "caches.example.com", .group = "example.com", .names = {.plural = "caches", .kind = "Cache"}, .scope = "Global", .versions = {{.name = "v1"}}};
#else
    CustomResourceDefinition made{.name = "caches.example.com", .group = "example.com", .names = {.plural = "caches", .kind = "Cache"}, .scope = "Cluster", .versions = {{.name = "v1"}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
