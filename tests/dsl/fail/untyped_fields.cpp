// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: the_fields_of_an_untyped_object_are_JSON_in_braces_without_apiVersion_kind_metadata_and_status
#include <slipway/dsl/sound.hpp>
#include <slipway/dsl/untyped.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    untyped<"example.com/v1", "Cache"> made{.metadata = {.name = "a"}, .fields = "{\"spec\": {}"};
#else
    untyped<"example.com/v1", "Cache"> made{.metadata = {.name = "a"}, .fields = "{\"spec\": {}}"};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
