// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// Kinds of one's own over HTTP, and as the kubectls of several releases use them.
#include <slipway/apiserver/http_frontend.hpp>

#include <fstream>

#include <catch2/catch.hpp>

#include "custom_definitions.hpp"
#include "kubectls.hpp"
#include "served_http.hpp"

namespace custom_kubectl_test {

using namespace slipway;
using Catch::Matchers::Contains;
using support::kubectl_session;

namespace {

const char* const front_yaml = R"(apiVersion: example.com/v1
kind: Cache
metadata: {name: front, namespace: default}
spec: {size: 3, image: "cache:1"}
)";

std::string write(const kubectl_session& k, const char* name, const std::string& text) {
    const auto file = k.home.path() / name;
    std::ofstream(file) << text;
    return file.string();
}

}  // namespace

TEST_CASE("what is defined is told by the discovery documents, and gone with the definition") {
    support::served s;
    const auto discovery = [&] { return s.ask("/apis/example.com/v1"); };
    CHECK(s.code(discovery()) == 404);
    CHECK(s.code(s.ask("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", "POST",
                       json::write(support::caches()))) == 201);
    CHECK_THAT(discovery(), Contains("\"caches/status\"") && Contains("\"shortNames\":[\"ca\"]") &&
                                Contains("\"categories\":[\"all\",\"stores\"]") &&
                                Contains("\"caches/scale\""));
    CHECK_THAT(s.ask("/apis"), Contains("\"name\":\"example.com\""));
    CHECK_THAT(s.ask("/apis/example.com"), Contains("\"groupVersion\":\"example.com/v1\""));
    CHECK_THAT(s.ask("/openapi/v3"), Contains("apis/example.com/v1"));
    CHECK_THAT(s.ask("/openapi/v3/apis/example.com/v1"),
               Contains("\"com.example.v1.Cache\"") && Contains("In gibibytes."));

    const std::string all = "/apis/example.com/v1/namespaces/ns/caches";
    CHECK_THAT(s.ask(all + "?fieldValidation=Warn", "POST",
                     json::write(support::cache("a", R"({"size": 1, "sise": 2})"))),
               Contains("Warning: 299 - \"unknown field \\\"spec.sise\\\"\""));
    CHECK(s.code(s.ask(all + "?fieldValidation=Strict", "POST",
                       json::write(support::cache("b", R"({"size": 1, "sise": 2})")))) == 400);
    const std::string invalid =
        s.ask(all, "POST", json::write(support::cache("b", R"({"size": 99})")));
    CHECK(s.code(invalid) == 422);
    CHECK_THAT(invalid, Contains("\"field\":\"spec.size\"") &&
                            Contains("\"reason\":\"FieldValueInvalid\"") &&
                            Contains("\"kind\":\"Cache\"") &&
                            Contains("\"group\":\"example.com\""));
    CHECK(s.code(s.ask(all + "/a", "PATCH", "{}", "application/strategic-merge-patch+json")) ==
          415);
    CHECK(s.code(s.ask(all + "/a", "PATCH",
                       R"([{"op": "replace", "path": "/spec/size", "value": 2}])",
                       "application/json-patch+json")) == 200);
    CHECK(s.code(s.ask(all + "/a/scale")) == 200);
    CHECK(s.code(s.ask(all + "/a/finalize")) == 404);
    CHECK_THAT(s.ask("/apis/example.com/v1/caches"),
               Contains("\"kind\":\"CacheList\"") && Contains("\"name\":\"a\""));
    CHECK(s.code(s.ask(all, "DELETE")) == 200);
    CHECK(s.code(s.ask(all + "/a")) == 404);
    CHECK(s.code(s.ask("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/caches.example.com",
                       "DELETE")) == 200);
    CHECK(s.code(discovery()) == 404);
    CHECK(s.code(s.ask(all)) == 404);
}

TEST_CASE("who writes rules is told that nobody evaluates them") {
    support::served s;
    json::value definition = support::caches();
    definition["spec"]["versions"][0]["schema"]["openAPIV3Schema"]["properties"]["spec"]
              ["x-kubernetes-validations"] =
                  json::value::array({json::value{{"rule", "self.size < 5"}}});
    CHECK_THAT(s.ask("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", "POST",
                     json::write(definition)),
               Contains("Warning: 299 - \"x-kubernetes-validations are kept, and not evaluated"));
}

TEST_CASE("kubectl defines kinds and works with their objects") {
    const auto programs = support::kubectls();
    if (programs.empty())
        WARN(
            "SLIPWAY_KUBECTLS names no kubectl: nothing is tested here (cmake/run test fetches them)");
    for (const std::string& program : programs) {
        INFO(program);
        const kubectl_session kubectl(program);
        const std::string crd = write(kubectl, "crd.yaml", support::caches_yaml),
                          front = write(kubectl, "front.yaml", front_yaml);
        CHECK_THAT(kubectl("apply -f " + front), Contains("no matches for kind \"Cache\""));
        CHECK(kubectl("apply -f " + crd) ==
              "customresourcedefinition.apiextensions.k8s.io/caches.example.com created\n");
        CHECK(kubectl("apply -f " + crd) ==
              "customresourcedefinition.apiextensions.k8s.io/caches.example.com unchanged\n");
        CHECK(kubectl("wait --for=condition=Established crd/caches.example.com --timeout=10s") ==
              "customresourcedefinition.apiextensions.k8s.io/caches.example.com condition met\n");
        CHECK_THAT(kubectl("get crd"),
                   Contains("NAME") && Contains("CREATED AT") && Contains("caches.example.com"));
        CHECK_THAT(kubectl("api-resources --api-group=example.com"),
                   Contains("caches") && Contains("ca ") && Contains("Cache"));
        CHECK(kubectl("apply -f " + front) == "cache.example.com/front created\n");
        CHECK(kubectl("apply -f " + front) == "cache.example.com/front unchanged\n");
        CHECK_THAT(kubectl("get ca"), Contains("NAME") && Contains("SIZE") && Contains("READY") &&
                                          Contains("front   3"));
        CHECK_THAT(kubectl("get stores"), Contains("front"));
        CHECK_THAT(kubectl("get caches.v1.example.com front -o yaml"),
                   Contains("tier: hot") && Contains("generation: 1"));
        CHECK_THAT(kubectl("describe cache front"),
                   Contains("Size:") && Contains("API Version:  example.com/v1"));
        CHECK(kubectl("patch cache front --type=merge -p '{\"spec\":{\"size\":4}}'") ==
              "cache.example.com/front patched\n");
        CHECK_THAT(kubectl("patch cache front --type=merge -p '{\"spec\":{\"size\":40}}'"),
                   Contains("should be less than or equal to 10"));
        CHECK_THAT(
            kubectl(
                "patch cache front --type=json -p '[{\"op\":\"remove\",\"path\":\"/spec/size\"}]'"),
            Contains("spec.size: Required value"));
        CHECK_THAT(kubectl("patch cache front -p '{\"spec\":{\"size\":5}}'"),
                   Contains("the body of the request was in an unknown format"));
        CHECK_THAT(kubectl("apply --server-side --force-conflicts -f " + front),
                   Contains("serverside-applied"));
        CHECK_THAT(kubectl("scale cache front --replicas=2"), Contains("scaled"));
        CHECK(kubectl("get cache front -o jsonpath={.spec.replicas}") == "2");
        CHECK_THAT(kubectl("label cache front team=a"), Contains("labeled"));
        CHECK_THAT(kubectl("get caches -l team=a -o name"), Contains("cache.example.com/front"));
        CHECK_THAT(kubectl("get caches -w --request-timeout=1s"), Contains("front"));
        CHECK_THAT(kubectl("delete cache front"), Contains("deleted"));
        CHECK_THAT(kubectl("delete -f " + crd), Contains("deleted"));
        CHECK_THAT(kubectl("get caches.example.com"),
                   Contains("the server doesn't have a resource type") ||
                       Contains("the server could not find the requested resource"));
    }
}

TEST_CASE("kubectl explains kinds of one's own") {
    for (const std::string& program : support::kubectls()) {
        if (!support::explains(program)) continue;
        INFO(program);
        const kubectl_session kubectl(program);
        kubectl("apply -f " + write(kubectl, "crd.yaml", support::caches_yaml));
        CHECK_THAT(kubectl("explain cache"), Contains("A cache in front of something."));
        CHECK_THAT(kubectl("explain cache.spec.size"), Contains("In gibibytes."));
    }
}

}  // namespace custom_kubectl_test
