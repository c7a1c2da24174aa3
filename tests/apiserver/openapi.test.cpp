// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/apiserver/openapi.hpp>

#include <catch2/catch.hpp>

namespace openapi_test {

using namespace slipway;
namespace openapi = apiserver::openapi;

TEST_CASE("the index leads to a document for each group and version") {
    const json::value paths = openapi::index()["paths"];
    CHECK(paths["api/v1"]["serverRelativeURL"] == "/openapi/v3/api/v1");
    CHECK(paths["apis/apps/v1"]["serverRelativeURL"] == "/openapi/v3/apis/apps/v1");
    for (const apiserver::discovery::group& g : apiserver::discovery::groups())
        for (std::string_view v : g.versions)
            CHECK(paths.contains("apis/" + std::string(g.name) + "/" + std::string(v)));
}

TEST_CASE("kubectl finds that the server validates fields") {
    const json::value document = openapi::document("apps", "v1");
    const json::value patch =
        document["paths"]["/apis/apps/v1/namespaces/{namespace}/deployments/{name}"]["patch"];
    CHECK(patch["parameters"][0]["name"] == "fieldValidation");
    CHECK(patch["parameters"][0]["in"] == "query");
    CHECK(patch["x-kubernetes-group-version-kind"]["kind"] == "Deployment");
    CHECK(openapi::document("", "v1")["paths"].contains("/api/v1/nodes/{name}"));
}

TEST_CASE("kubectl finds what kinds and fields mean") {
    const json::value document = openapi::document("apps", "v1");
    CHECK(document["paths"]["/apis/apps/v1/namespaces/{namespace}/deployments"]["get"]
                  ["x-kubernetes-group-version-kind"]["kind"] == "Deployment");
    const json::value schemas = document["components"]["schemas"];
    const json::value deployment = schemas["Deployment"];
    CHECK(deployment["x-kubernetes-group-version-kind"] ==
          json::value::array({{{"group", "apps"}, {"version", "v1"}, {"kind", "Deployment"}}}));
    CHECK(deployment["description"].get<std::string>().starts_with(
        "Keeps a number of equal pods running"));
    CHECK(deployment["properties"]["spec"]["allOf"][0]["$ref"] ==
          "#/components/schemas/DeploymentSpec");
    CHECK(deployment["properties"]["spec"]["description"] == "What is wanted.");
    CHECK(schemas["DeploymentSpec"]["properties"]["replicas"] ==
          json::value{{"type", "integer"},
                      {"format", "int64"},
                      {"description", "How many pods shall run. Default: 1."}});
    CHECK(schemas["DeploymentSpec"]["required"] == json::value::array({"selector", "template"}));
}

TEST_CASE("schemas tell the forms of texts, and how lists merge") {
    const json::value schemas = openapi::document("", "v1")["components"]["schemas"];
    CHECK(schemas["ResourceRequirements"]["properties"]["limits"]["additionalProperties"]["allOf"]
                 [0]["$ref"] == "#/components/schemas/Quantity");
    CHECK(schemas["ObjectMeta"]["properties"]["creationTimestamp"]["allOf"][0]["$ref"] ==
          "#/components/schemas/Time");
    CHECK(schemas["ServicePort"]["properties"]["targetPort"]["allOf"][0]["$ref"] ==
          "#/components/schemas/IntOrString");
    const json::value ports = schemas["Container"]["properties"]["ports"];
    CHECK(ports["x-kubernetes-patch-merge-key"] == "containerPort");
    CHECK(ports["x-kubernetes-patch-strategy"] == "merge");
    CHECK(ports["x-kubernetes-list-type"] == "map");
    CHECK(ports["x-kubernetes-list-map-keys"] == json::value::array({"containerPort", "protocol"}));
    CHECK(schemas["PodSpec"]["properties"]["volumes"]["x-kubernetes-patch-strategy"] ==
          "merge,retainKeys");
    CHECK(schemas["LabelSelector"]["x-kubernetes-map-type"] == "atomic");
}

namespace {

/// Every reference in a document leads to a schema.
void check_references(const json::value& at, const json::value& schemas) {
    if (at.is_object() && at.contains("$ref") && at["$ref"].is_string()) {
        INFO(at["$ref"]);
        CHECK(schemas.contains(
            at["$ref"].get<std::string>().substr(std::string("#/components/schemas/").size())));
    }
    for (const json::value& inside : at)
        if (inside.is_structured()) check_references(inside, schemas);
}

}  // namespace

TEST_CASE("schemas refer to schemas of the same document") {
    for (const apiserver::discovery::group& g : apiserver::discovery::groups())
        for (std::string_view v : g.versions) {
            const json::value schemas = openapi::document(g.name, v)["components"]["schemas"];
            check_references(schemas, schemas);
        }
    const json::value schemas = openapi::document("", "v1")["components"]["schemas"];
    check_references(schemas, schemas);
    const json::value own =
        openapi::document("apiextensions.k8s.io", "v1")["components"]["schemas"]["JSONSchemaProps"];
    CHECK(own["properties"]["not"]["allOf"][0]["$ref"] == "#/components/schemas/JSONSchemaProps");
}

TEST_CASE("a group that is not served has an empty document") {
    CHECK(openapi::document("nonsense", "v1")["paths"].empty());
}

TEST_CASE("older clients get a protobuf document of the version alone") {
    CHECK(openapi::empty_v2_protobuf() == std::string("\x0a\x03"
                                                      "2.0",
                                                      5));
}

}  // namespace openapi_test
