// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: exactly_one_version_of_a_CustomResourceDefinition_is_stored
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    CustomResourceDefinition it{.name = "caches.example.com", .group = "example.com", .names = {.plural = "caches", .kind = "Cache"}, .versions = {{.name = "v1"}, {.name = "v2"}}};
#else
    CustomResourceDefinition it{.name = "caches.example.com", .group = "example.com", .names = {.plural = "caches", .kind = "Cache"}, .versions = {{.name = "v1"}, {.name = "v2", .storage = false}}};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
