// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_CustomResourceDefinition_is_named_by_its_plural_a_dot_and_its_group
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    CustomResourceDefinition it{.name = "cache.example.com", .group = "example.com", .names = {.plural = "caches", .kind = "Cache"}, .versions = {{.name = "v1"}}};
#else
    CustomResourceDefinition it{.name = "caches.example.com", .group = "example.com", .names = {.plural = "caches", .kind = "Cache"}, .versions = {{.name = "v1"}}};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
