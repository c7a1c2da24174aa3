// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_number_has_at_most_15_digits
#include <slipway/dsl/rendered.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    slipway::api::JSONSchemaProps schema;
#ifdef EXPECT_ERROR
    schema.minimum = 0.12345678901234567;
#else
    schema.minimum = 0.123456789012345;
#endif
    CustomResourceDefinition made{.name = "caches.example.com", .group = "example.com", .names = {.plural = "caches", .kind = "Cache"}, .versions = {{.name = "v1", .schema = schema}}};
    return {.name = "shop", .resources = {made}};
}
constexpr std::string_view text = manifest<shop>;
