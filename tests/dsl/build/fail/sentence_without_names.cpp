// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: this CustomResourceDefinition names no kind: say .names
// ERRORS: 2
#include <slipway/dsl/build.hpp>
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    const CustomResourceDefinition made = build::custom_resource_definition("caches.example.com").group("example.com").version({.name = "v1"});
#else
    const CustomResourceDefinition made = build::custom_resource_definition("caches.example.com").names({.plural = "caches", .kind = "Cache"}).group("example.com").version({.name = "v1"});
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
