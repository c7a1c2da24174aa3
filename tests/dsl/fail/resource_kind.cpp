// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_kind_is_letters_and_digits_and_starts_with_an_upper_case_letter
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    CustomResourceDefinition made{.name = "caches.example.com", .group = "example.com", .names = {.plural = "caches", .kind = "cache"}, .versions = {{.name = "v1"}}};
#else
    CustomResourceDefinition made{.name = "caches.example.com", .group = "example.com", .names = {.plural = "caches", .kind = "Cache"}, .versions = {{.name = "v1"}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
