// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/custom_resource_definition.hpp>

#include <catch2/catch.hpp>

namespace custom_resource_definition_test {

using namespace slipway;
using namespace slipway::dsl;

namespace {

constexpr CustomResourceDefinition caches() {
    api::JSONSchemaProps schema;
    schema.type = "object";
    return {.name = "caches.example.com",
            .group = "example.com",
            .names = {.plural = "caches",
                      .kind = "Cache",
                      .singular = "cache",
                      .shortNames = {"ca"},
                      .categories = {"all"}},
            .versions = {{.name = "v1",
                          .schema = schema,
                          .status = true,
                          .additionalPrinterColumns =
                              {{.name = "Size", .type = "integer", .jsonPath = ".spec.size"}}},
                         {.name = "v1beta1", .served = false, .storage = false}}};
}
static_assert(lower(caches()).spec.versions.size() == 2);

}  // namespace

TEST_CASE("a CustomResourceDefinition says names, scope and versions") {
    const api::CustomResourceDefinition made = lower(caches());
    CHECK(made.apiVersion == "apiextensions.k8s.io/v1");
    CHECK(made.kind == "CustomResourceDefinition");
    CHECK(made.metadata.name == "caches.example.com");
    CHECK(made.spec.group == "example.com");
    CHECK(made.spec.scope == "Namespaced");
    CHECK(made.spec.names->plural == "caches");
    CHECK(made.spec.names->kind == "Cache");
    CHECK(made.spec.names->singular == "cache");
    CHECK(made.spec.names->shortNames == core::list<text>{"ca"});
    CHECK(made.spec.names->categories == core::list<text>{"all"});
    const auto& v = made.spec.versions;
    REQUIRE(v.size() == 2);
    CHECK(v[0].name == "v1");
    CHECK(v[0].served);
    CHECK(v[0].storage);
    CHECK(v[0].schema->openAPIV3Schema->type == "object");
    CHECK(v[0].subresources->status.json == "{}");
    CHECK(v[0].additionalPrinterColumns[0].jsonPath == ".spec.size");
    CHECK(v[1].served.has_value());
    CHECK_FALSE(v[1].served);
    CHECK_FALSE(v[1].storage);
    CHECK_FALSE(v[1].schema.has_value());
    CHECK_FALSE(v[1].subresources.has_value());
}

TEST_CASE("its name is made of its plural and its group") {
    for (const char* wrong : {"cache.example.com", "caches.example.org", "caches",
                              "cachesexample.com", "caches-example.com"}) {
        CustomResourceDefinition c = caches();
        c.name = text(wrong);
        CHECK_THROWS_AS(lower(c), mistake);
    }
    CHECK_THROWS_AS(lower(CustomResourceDefinition{.name = "caches.example.com"}), mistake);
}

TEST_CASE("one version is stored") {
    CustomResourceDefinition c = caches();
    c.versions[1].storage = true;
    CHECK_THROWS_AS(lower(c), mistake);
    c.versions[0].storage = false;
    CHECK_NOTHROW(lower(c));
    c.versions = {};
    CHECK_THROWS_AS(lower(c), mistake);
}

}  // namespace custom_resource_definition_test
