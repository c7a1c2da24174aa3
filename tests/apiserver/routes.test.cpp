// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/apiserver/routes.hpp>

#include <catch2/catch.hpp>

namespace routes_test {

using namespace slipway;

namespace {

/// What a path names: `kind namespace/name/subresource`, or the refusal's code.
std::string names(const std::string& path) {
    try {
        const apiserver::route r = apiserver::parse_route(net::url::parse(path));
        return std::string(r.target.kind->kind) + " " + r.target.namespace_ + "/" + r.target.name +
               "/" + r.target.subresource + (r.one ? "" : " all") + (r.watch ? " watched" : "");
    } catch (const status_error& e) {
        return std::to_string(e.code());
    }
}

}  // namespace

TEST_CASE("paths name objects and collections") {
    CHECK(names("/api/v1/pods") == "Pod // all");
    CHECK(names("/api/v1/namespaces/ns/pods") == "Pod ns// all");
    CHECK(names("/api/v1/namespaces/ns/pods/p") == "Pod ns/p/");
    CHECK(names("/api/v1/namespaces/ns/pods/p/log") == "Pod ns/p/log");
    CHECK(names("/apis/apps/v1/namespaces/ns/deployments/d/scale") == "Deployment ns/d/scale");
    CHECK(names("/apis/apps/v1/deployments?limit=5") == "Deployment // all");
    CHECK(names("/api/v1/nodes/n") == "Node /n/");
    CHECK(names("//api//v1//nodes//n//") == "Node /n/");
}

TEST_CASE("a namespace is an object and a place") {
    CHECK(names("/api/v1/namespaces") == "Namespace // all");
    CHECK(names("/api/v1/namespaces/ns") == "Namespace /ns/");
    CHECK(names("/api/v1/namespaces/ns/status") == "Namespace /ns/status");
    CHECK(names("/api/v1/namespaces/ns/finalize") == "Namespace /ns/finalize");
    CHECK(names("/api/v1/namespaces/status/pods") == "Pod status// all");
}

TEST_CASE("the older paths of watches") {
    CHECK(names("/api/v1/watch/namespaces/ns/configmaps/a") == "ConfigMap ns/a/ watched");
    CHECK(names("/api/v1/watch/pods") == "Pod // all watched");
    CHECK(names("/apis/apps/v1/watch/deployments") == "Deployment // all watched");
    CHECK(names("/api/v1/watch") == "404");
    CHECK(names("/api/v1/watch/watch/pods") == "404");
}

TEST_CASE("what is not served is not found") {
    for (const char* path :
         {"/api/v1", "/apis/apps/v1", "/api/v2/pods", "/apis/apps/v2/deployments",
          "/apis/nonsense/v1/things", "/api/v1/nonsense", "/api/v1/pods/p",
          "/api/v1/namespaces/ns/nodes", "/api/v1/namespaces/ns/nodes/n",
          "/api/v1/namespaces/ns/pods/p/nonsense", "/api/v1/namespaces/ns/pods/p/log/more",
          "/api/v1/namespaces/ns/configmaps/c/status", "/apis/events.k8s.io/v1/events"}) {
        INFO(path);
        CHECK(names(path) == "404");
    }
}

}  // namespace routes_test
