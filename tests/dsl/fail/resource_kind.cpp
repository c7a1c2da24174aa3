// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_kind_is_letters_and_digits_and_starts_with_an_upper_case_letter
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    CustomResourceDefinition it{.name = "caches.example.com", .group = "example.com", .names = {.plural = "caches", .kind = "cache"}, .versions = {{.name = "v1"}}};
#else
    CustomResourceDefinition it{.name = "caches.example.com", .group = "example.com", .names = {.plural = "caches", .kind = "Cache"}, .versions = {{.name = "v1"}}};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
