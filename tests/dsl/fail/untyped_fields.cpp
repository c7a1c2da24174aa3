// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: the_fields_of_an_untyped_object_are_JSON_in_braces_without_apiVersion_kind_metadata_and_status
// ERRORS: 2
#include <slipway/dsl/untyped.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    untyped<"example.com/v1", "Cache"> it{.fields = "{\"spec\": {}"};
#else
    untyped<"example.com/v1", "Cache"> it{.fields = "{\"spec\": {}}"};
#endif
    return it.fields.size() > 0;
}
static_assert(made());
