// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/import_crd.hpp>

#include <string>

#include <catch2/catch.hpp>

namespace import_crd_test {

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
using slipway::cli::structs_of_crd;

namespace {

const std::string before =
    "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: caches.cache.example.com}\n";

/// One of the kind Cache with one version, of which the spec has these properties.
std::string with(const std::string& properties) {
    return before +
           "spec: {group: cache.example.com, scope: Cluster, names: {plural: caches, kind: Cache}, versions: [{name: v1, served: "
           "true, storage: true, schema: {openAPIV3Schema: "
           "{type: object, properties: {spec: {type: object, properties: {" +
           properties + "}}}}}}]}\n";
}
std::string made_of(const std::string& yaml, const std::string& space = {}) {
    return structs_of_crd({"dir/crd.yaml", yaml}, space);
}
std::string refusal(const std::string& yaml) {
    try {
        return "made: " + made_of(yaml);
    } catch (const slipway::core::status_error& e) {
        return e.what();
    }
}

}  // namespace

// That the structs compile, render, and are read and written, is tested by import.sh.
TEST_CASE("the structs of a schema are in a namespace, with members, tables and facts") {
    const std::string made = made_of(with("size: {type: integer}"));
    CHECK_THAT(made, StartsWith("// Made from crd.yaml by import --crd.\n#pragma once\n"));
    CHECK_THAT(
        made,
        Contains(
            "namespace cache {\n\nstruct CacheSpec {\n    slipway::core::optional<long> size{};\n    "
            "slipway::core::raw unknown{};\n};\n"));
    CHECK_THAT(made, Contains("    v.integer({\"size\", 4}, o.size);\n"));
    CHECK_THAT(
        made,
        Contains("kind_of<cache::Cache>{\"cache.example.com/v1\", \"Cache\", \"caches\", false};"));
    CHECK_THAT(made,
               Contains("\"caches\", \"cache\", false, {}, {}, {}, cache::tables::Cache_verbs"));
    CHECK_THAT(made_of(with("size: {type: integer}"), "our::things"),
               Contains("namespace our::things {\n"));
}

TEST_CASE("names that C++ does not take are changed, and the JSON keeps them") {
    const std::string made = made_of(with(
        "class: {type: string}, 'a-b': {type: string}, '1x': {type: string}, '$ref': {type: string}"));
    CHECK_THAT(made, Contains("v.text({\"class\", 5}, o.class_);"));
    CHECK_THAT(made, Contains("v.text({\"a-b\", 3}, o.a_b);"));
    CHECK_THAT(made, Contains("v.text({\"1x\", 2}, o.field_1x);"));
    CHECK_THAT(made, Contains("v.text({\"$ref\", 4}, o.field_ref);"));
}

TEST_CASE("a description is a comment of one line, whatever is in it") {
    CHECK_THAT(made_of(with("size: {type: integer, description: \"One.\\nTwo \\\\\"}")),
               Contains("    /// One. Two\n    slipway") || Contains("    /// One.\n    slipway"));
    CHECK_THAT(made_of(with("size: {type: integer, description: \"back\\\\\"}")),
               Contains("    /// back\n    slipway"));
}

TEST_CASE("what is no such definition is refused with its file") {
    CHECK(refusal("{apiVersion: v1, kind: ConfigMap}") ==
          "dir/crd.yaml: there is no CustomResourceDefinition in it");
    CHECK_THAT(refusal("a: [1"), StartsWith("dir/crd.yaml: malformed YAML at line "));
    CHECK(
        refusal("{apiVersion: apiextensions.k8s.io/v1beta1, kind: CustomResourceDefinition}") ==
        "dir/crd.yaml: a CustomResourceDefinition is of apiextensions.k8s.io/v1, not apiextensions.k8s.io/v1beta1");
    CHECK(refusal(before + "spec: {group: a.b, names: {plural: caches, kind: 'Cache}; int x'}}") ==
          "dir/crd.yaml: CustomResourceDefinition caches: spec.names.kind is no name of a kind");
    CHECK_THAT(refusal(before + "spec: {group: a.b, names: {plural: caches, kind: Cache}}"),
               Contains("it has no versions"));
    CHECK_THAT(
        refusal(
            before +
            "spec: {group: a.b, names: {plural: caches, kind: Cache}, versions: [{name: v1, served: true}]}"),
        Contains("version v1 has no openAPIV3Schema with properties"));
    CHECK_THAT(
        refusal(
            before +
            "spec: {group: a.b, names: {plural: caches, kind: Cache}, versions: [{name: v1, served: false}]}"),
        Contains("none of its versions is served"));
    CHECK_THAT(refusal(with("'a-b': {type: string}, a_b: {type: string}")),
               Contains("CacheSpec: 'a-b' and 'a_b' would have the same name in C++"));
    std::string deep = "x: {type: string}";
    for (int i = 0; i < 80; ++i) deep = "x: {type: object, properties: {" + deep + "}}";
    CHECK_THAT(refusal(with(deep)), Contains("nested more than 64 levels deep"));
}

}  // namespace import_crd_test
