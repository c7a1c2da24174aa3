// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/apiserver/kinds/definitions.hpp>

#include <functional>
#include <string>

#include <catch2/catch.hpp>

#include "custom_definitions.hpp"

namespace definitions_test {

namespace kinds = slipway::apiserver::kinds;
namespace json = slipway::json;

namespace {

/// What is wrong with the Caches' definition once it is changed.
std::string wrong(const std::function<void(json::value&)>& change,
                  const json::value* old = nullptr) {
    json::value definition = support::caches();
    kinds::default_definition(definition);
    change(definition);
    slipway::apiserver::errors found;
    kinds::check_definition(definition, old, found);
    std::string made;
    for (const auto& c : found) made += (made.empty() ? "" : "; ") + c.field + ": " + c.message;
    return made;
}

}  // namespace

TEST_CASE("a definition gets the names that follow from its kind") {
    json::value made = support::caches();
    kinds::default_definition(made);
    CHECK((made["spec"]["names"]["singular"] == "cache" &&
           made["spec"]["names"]["listKind"] == "CacheList"));
    CHECK(made["spec"]["conversion"] == json::value{{"strategy", "None"}});
    CHECK(wrong([](json::value&) {}) == "");
}

TEST_CASE("what is wrong with a definition is told in Kubernetes' words") {
    using v = json::value;
    CHECK(
        wrong([](v& d) { d["metadata"]["name"] = "cache.example.com"; }) ==
        "metadata.name: Invalid value: \"cache.example.com\": must be spec.names.plural+\".\"+spec.group");
    CHECK(wrong([](v& d) {
              d["spec"]["group"] = "example";
              d["metadata"]["name"] = "caches.example";
          }) == "spec.group: Invalid value: \"example\": should be a domain with at least one dot");
    CHECK(
        wrong([](v& d) { d["spec"]["scope"] = "Global"; }) ==
        "spec.scope: Unsupported value: \"Global\": supported values: \"Cluster\", \"Namespaced\"");
    CHECK(wrong([](v& d) { d["spec"].erase("scope"); }) == "spec.scope: Required value");
    CHECK(
        wrong([](v& d) { d["spec"]["versions"][0]["storage"] = false; }) ==
        "spec.versions: Invalid value: \"\": must have exactly one version marked as storage version");
    CHECK(wrong([](v& d) { d["spec"]["versions"][0].erase("schema"); }) ==
          "spec.versions[0].schema.openAPIV3Schema: Required value: schemas are required");
    CHECK(wrong([](v& d) { d["spec"]["versions"] = v::array(); }) ==
          "spec.versions: Required value: must have at least one version");
    CHECK(
        wrong([](v& d) { d["spec"]["names"]["kind"] = "My_Cache"; })
            .starts_with(
                "spec.names.kind: Invalid value: \"My_Cache\": may have mixed case, but should otherwise match: a DNS-1035 label"));
    CHECK(wrong([](v& d) { d["spec"]["names"]["listKind"] = "Cache"; }) ==
          "spec.names.listKind: Invalid value: \"Cache\": kind and listKind may not be the same");
    CHECK(wrong([](v& d) {
              d["spec"]["preserveUnknownFields"] = true;
          }).starts_with("spec.preserveUnknownFields: Invalid value: true"));
    CHECK(
        wrong([](v& d) { d["spec"]["conversion"]["strategy"] = "Magic"; }) ==
        "spec.conversion.strategy: Unsupported value: \"Magic\": supported values: \"None\", \"Webhook\"");
    CHECK(
        wrong([](v& d) {
            d["spec"]["versions"][0]["subresources"]["scale"]["specReplicasPath"] =
                ".status.replicas";
        }) ==
        "spec.subresources.scale.specReplicasPath: Invalid value: \".status.replicas\": should be a json path under .spec");
    CHECK(
        wrong([](v& d) {
            d["spec"]["versions"][0]["additionalPrinterColumns"][0]["type"] = "text";
        }) ==
        "spec.additionalPrinterColumns[0].type: Invalid value: \"text\": must be one of boolean,date,integer,number,string");
    CHECK(wrong([](v& d) {
              d["spec"]["versions"][0]["additionalPrinterColumns"][0]["jsonPath"] = "size";
          }).starts_with("spec.additionalPrinterColumns[0].jsonPath: Invalid value: \"size\""));
    CHECK(
        wrong([](v& d) {
            d["spec"]["versions"][0]["schema"]["openAPIV3Schema"]["properties"]["spec"]
             ["properties"]["size"]
                 .erase("type");
        }) ==
        "spec.validation.openAPIV3Schema.properties[spec].properties[size].type: Required value: must not be empty for specified object fields");
    CHECK(
        wrong([](v& d) {
            d["spec"]["group"] = "cache.k8s.io";
            d["metadata"]["name"] = "caches.cache.k8s.io";
        })
            .starts_with(
                "metadata.annotations[api-approved.kubernetes.io]: Required value: protected groups"));
    CHECK(wrong([](v& d) { d["status"]["storedVersions"] = v::array({"v0"}); }) ==
          "status.storedVersions[0]: Invalid value: \"v0\": must appear in spec.versions");
    CHECK(wrong([](v& d) {
              d["spec"]["versions"].push_back(d["spec"]["versions"][0]);
              d["spec"]["versions"][1]["storage"] = false;
          }) == "spec.versions: Invalid value: \"v1\": must contain unique version names");
}

TEST_CASE("what clients rely on stays") {
    json::value old = support::caches();
    kinds::default_definition(old);
    old["status"]["conditions"] =
        json::value::array({json::value{{"type", "Established"}, {"status", "True"}}});
    CHECK(wrong([](json::value&) {}, &old) == "");
    CHECK(wrong([](json::value& d) { d["spec"]["scope"] = "Cluster"; }, &old) ==
          "spec.scope: Invalid value: \"Cluster\": field is immutable");
    CHECK(wrong([](json::value& d) { d["spec"]["names"]["kind"] = "Store"; }, &old) ==
          "spec.names.kind: Invalid value: \"Store\": field is immutable");
}

}  // namespace definitions_test
