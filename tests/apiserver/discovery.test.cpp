// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/apiserver/discovery.hpp>

#include <set>

#include <catch2/catch.hpp>

namespace discovery_test {

using namespace slipway;
namespace discovery = apiserver::discovery;

namespace {

const json::value& named(const json::value& list, const char* member, std::string_view name) {
    for (const json::value& one : list)
        if (one.at(member) == name) return one;
    throw std::out_of_range(std::string(name));
}

}  // namespace

TEST_CASE("the core resources are listed with names, verbs and subresources") {
    const json::value list = discovery::resource_list("", "v1");
    CHECK(list["kind"] == "APIResourceList");
    CHECK(list["groupVersion"] == "v1");
    const json::value& pods = named(list["resources"], "name", "pods");
    CHECK(pods["singularName"] == "pod");
    CHECK(pods["namespaced"] == true);
    CHECK(pods["shortNames"] == json::value::array({"po"}));
    CHECK(pods["categories"] == json::value::array({"all"}));
    CHECK(std::set<std::string>(pods["verbs"].begin(), pods["verbs"].end()) ==
          std::set<std::string>{"create", "delete", "deletecollection", "get", "list", "patch",
                                "update", "watch"});
    CHECK(named(list["resources"], "name", "pods/status")["verbs"] ==
          json::value::array({"get", "patch", "update"}));
    const json::value& eviction = named(list["resources"], "name", "pods/eviction");
    CHECK(eviction["kind"] == "Eviction");
    CHECK(eviction["group"] == "policy");
    CHECK(eviction["singularName"] == "");
    CHECK(named(list["resources"], "name", "nodes")["namespaced"] == false);
}

TEST_CASE("a group has each version once, and the first is preferred") {
    const json::value list = discovery::group_list();
    std::set<std::string> names;
    for (const json::value& g : list["groups"]) {
        CHECK(names.insert(g["name"].get<std::string>()).second);
        CHECK(g["preferredVersion"] == g["versions"][0]);
        for (const json::value& v : g["versions"])
            CHECK(v["groupVersion"] ==
                  g["name"].get<std::string>() + "/" + v["version"].get<std::string>());
    }
    CHECK(names.count("apps"));
    CHECK_FALSE(names.count(""));
}

TEST_CASE("scale is of autoscaling/v1 wherever it stands") {
    const json::value list = discovery::resource_list("apps", "v1");
    const json::value& scale = named(list["resources"], "name", "deployments/scale");
    CHECK(scale["kind"] == "Scale");
    CHECK(scale["group"] == "autoscaling");
    CHECK(scale["version"] == "v1");
}

TEST_CASE("what is not served is not listed") {
    CHECK(discovery::resource_list("apps", "v9").is_null());
    CHECK(discovery::resource_list("nonsense", "v1").is_null());
}

TEST_CASE("aggregated discovery says the same as the lists") {
    const json::value core = discovery::aggregated(true, "v2"),
                      others = discovery::aggregated(false, "v2beta1");
    CHECK(core["apiVersion"] == "apidiscovery.k8s.io/v2");
    CHECK(others["apiVersion"] == "apidiscovery.k8s.io/v2beta1");
    CHECK(core["items"].size() == 1);
    CHECK(others["items"].size() == discovery::group_list()["groups"].size());
    for (const json::value& item : others["items"])
        for (const json::value& v : item["versions"]) {
            const json::value list = discovery::resource_list(
                item["metadata"]["name"].get<std::string>(), v["version"].get<std::string>());
            std::size_t all = 0;
            for (const json::value& r : v["resources"])
                all += 1 + (r.contains("subresources") ? r["subresources"].size() : 0);
            CHECK(all == list["resources"].size());
        }
    const json::value& pods =
        named(core["items"][0]["versions"][0]["resources"], "resource", "pods");
    CHECK(pods["scope"] == "Namespaced");
    CHECK(pods["responseKind"]["kind"] == "Pod");
    CHECK(named(pods["subresources"], "subresource", "binding")["responseKind"]["kind"] ==
          "Binding");
}

TEST_CASE("the version is Kubernetes', with Slipway's behind it") {
    const json::value v = discovery::version_document();
    CHECK("v" + v["major"].get<std::string>() + "." + v["minor"].get<std::string>() +
              ".0+slipway." + version ==
          v["gitVersion"]);
}

TEST_CASE("the index of paths names every group and version") {
    const json::value paths = discovery::paths();
    for (const char* path :
         {"/api/v1", "/apis", "/apis/apps", "/apis/apps/v1", "/openapi/v3", "/readyz"})
        CHECK(std::find(paths.begin(), paths.end(), path) != paths.end());
}

}  // namespace discovery_test
