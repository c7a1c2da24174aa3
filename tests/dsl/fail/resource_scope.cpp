// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_scope_is_Namespaced_or_Cluster
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    CustomResourceDefinition it{.name = "caches.example.com", .group = "example.com", .names = {.plural = "caches", .kind = "Cache"}, .scope = "Global", .versions = {{.name = "v1"}}};
#else
    CustomResourceDefinition it{.name = "caches.example.com", .group = "example.com", .names = {.plural = "caches", .kind = "Cache"}, .scope = "Cluster", .versions = {{.name = "v1"}}};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
