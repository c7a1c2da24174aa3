// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: exactly_one_version_of_a_CustomResourceDefinition_is_stored
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    CustomResourceDefinition made{.name = "caches.example.com", .group = "example.com", .names = {.plural = "caches", .kind = "Cache"}, .versions = {{.name = "v1"}, {.name = "v2"}}};
#else
    CustomResourceDefinition made{.name = "caches.example.com", .group = "example.com", .names = {.plural = "caches", .kind = "Cache"}, .versions = {{.name = "v1"}, {.name = "v2", .storage = false}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
