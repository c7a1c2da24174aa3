// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/build/custom_resource_definition.hpp>

#include <catch2/catch.hpp>

#include <dsl/build/yaml_of.hpp>

namespace build_custom_resource_definition_test {

using namespace slipway::dsl;
using support::yaml_of;

namespace {

slipway::api::JSONSchemaProps an_object() {
    slipway::api::JSONSchemaProps schema;
    schema.type = "object";
    return schema;
}

}  // namespace

TEST_CASE("sentences and values make the same CustomResourceDefinition") {
    CHECK(yaml_of(build::custom_resource_definition("caches.example.com")
                      .shortName("ca")
                      .version({.name = "v1", .schema = an_object(), .status = true})
                      .names({.plural = "caches",
                              .kind = "Cache",
                              .singular = "cache",
                              .shortNames = {"cc"}})
                      .category("all")
                      .version({.name = "v1beta1", .storage = false, .schema = an_object()})
                      .scope("Cluster")
                      .group("example.com")
                      .label("app", "cache")) ==
          yaml_of(CustomResourceDefinition{
              .name = "caches.example.com",
              .labels = {{"app", "cache"}},
              .group = "example.com",
              .names = {.plural = "caches",
                        .kind = "Cache",
                        .singular = "cache",
                        .shortNames = {"ca", "cc"},
                        .categories = {"all"}},
              .scope = "Cluster",
              .versions = {{.name = "v1", .schema = an_object(), .status = true},
                           {.name = "v1beta1", .storage = false, .schema = an_object()}}}));
}

TEST_CASE("group, names and versions may be in the spec of the API") {
    slipway::api::CustomResourceDefinitionSpec api;
    api.group = "example.com";
    api.names.emplace().plural = "caches";
    api.names.emplace().kind = "Cache";
    auto& v1 = api.versions.append();
    v1.name = "v1", v1.served = true, v1.storage = true;
    CHECK(yaml_of(build::custom_resource_definition("caches.example.com").spec(api)) ==
          yaml_of(CustomResourceDefinition{.name = "caches.example.com", .spec = api}));
    const CustomResourceDefinition begun{.name = "caches.example.com", .spec = api};
    CHECK(yaml_of(build::custom_resource_definition(begun).shortName("ca").names(
              {.plural = "caches", .kind = "Cache"})) ==
          yaml_of(CustomResourceDefinition{
              .name = "caches.example.com",
              .names = {.plural = "caches", .kind = "Cache", .shortNames = {"ca"}},
              .spec = api}));
}

}  // namespace build_custom_resource_definition_test
