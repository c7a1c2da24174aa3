// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_number_has_at_most_15_digits
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>
#include <slipway/dsl/render.hpp>

using namespace slipway::dsl;

constexpr bool made() {
    slipway::api::JSONSchemaProps schema;
#ifdef EXPECT_ERROR
    schema.minimum = 0.12345678901234567;
#else
    schema.minimum = 0.123456789012345;
#endif
    CustomResourceDefinition it{.name = "caches.example.com", .group = "example.com", .names = {.plural = "caches", .kind = "Cache"}, .versions = {{.name = "v1", .schema = schema}}};
    output out;
    render_yaml({.name = "shop", .resources = {it}}, out);
    return out.size() > 0;
}
static_assert(made());
