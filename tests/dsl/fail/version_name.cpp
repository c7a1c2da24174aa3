// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_version_of_a_resource_is_such_as_v1_or_v1beta2
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    CustomResourceDefinition made{.name = "caches.example.com", .group = "example.com", .names = {.plural = "caches", .kind = "Cache"}, .versions = {{.name = "1.0"}}};
#else
    CustomResourceDefinition made{.name = "caches.example.com", .group = "example.com", .names = {.plural = "caches", .kind = "Cache"}, .versions = {{.name = "v1"}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
