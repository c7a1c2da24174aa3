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
        for (std::string_view v : g.versions) CHECK(paths.contains("apis/" + std::string(g.name) + "/" + std::string(v)));
}

TEST_CASE("kubectl finds that the server validates fields") {
    const json::value document = openapi::document("apps", "v1");
    const json::value patch = document["paths"]["/apis/apps/v1/namespaces/{namespace}/deployments/{name}"]["patch"];
    CHECK(patch["parameters"][0]["name"] == "fieldValidation");
    CHECK(patch["parameters"][0]["in"] == "query");
    CHECK(patch["x-kubernetes-group-version-kind"]["kind"] == "Deployment");
    CHECK(openapi::document("", "v1")["paths"].contains("/api/v1/nodes/{name}"));
}

TEST_CASE("a group that is not served has an empty document") {
    CHECK(openapi::document("nonsense", "v1")["paths"].empty());
}

TEST_CASE("older clients get a protobuf document of the version alone") {
    CHECK(openapi::empty_v2_protobuf() == std::string("\x0a\x03" "2.0", 5));
}

}  // namespace openapi_test
