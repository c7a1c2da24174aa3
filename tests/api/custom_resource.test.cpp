// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/api/custom_resource.hpp>

#include <catch2/catch.hpp>

#include <slipway/json/codec.hpp>
#include <slipway/json/read.hpp>

namespace custom_resource_test {

using namespace slipway;

namespace {

struct spec {
    BOOST_HANA_DEFINE_STRUCT(spec, (int, size), (text, image));
};
struct status {
    BOOST_HANA_DEFINE_STRUCT(status, (core::list<api::Condition>, conditions));
};
using Cache = api::custom_resource<"cache.example.com/v1", "Cache", spec, status>;
using Policy =
    api::custom_resource<"cache.example.com/v1beta1", "CachePolicy", spec, void, "rules", false>;

}  // namespace

TEST_CASE("a kind of one's own has a row as those of Kubernetes have") {
    const api::resource& row = api::resource_of<Cache>;
    CHECK(row.group == "cache.example.com");
    CHECK(row.version == "v1");
    CHECK(row.kind == "Cache");
    CHECK(row.plural == "caches");
    CHECK(row.singular == "cache");
    CHECK(row.namespaced);
    CHECK(row.has_subresource("status"));
    CHECK(api::kind_of<Cache>.api_version == "cache.example.com/v1");
    static_assert(api::kind<Cache>);

    const api::resource& other = api::resource_of<Policy>;
    CHECK(other.plural == "rules");
    CHECK(other.singular == "cachepolicy");
    CHECK_FALSE(other.namespaced);
    CHECK_FALSE(other.has_subresource("status"));
}

TEST_CASE("an object of a kind of one's own is read and written whole") {
    const json::value written = json::read(R"({
        "apiVersion": "cache.example.com/v1", "kind": "Cache",
        "metadata": {"name": "front", "labels": {"app": "cache"}},
        "spec": {"size": 3, "image": "cache:1"},
        "status": {"conditions": [{"type": "Ready", "status": "True"}]},
        "future": 1})");
    const auto read = json::decode<Cache>(written);
    CHECK(read.metadata.name == "front");
    CHECK(read.spec.size == 3);
    CHECK(read.status.conditions[0].type == "Ready");
    CHECK(json::encode(read) == written);

    Policy made;
    made.metadata.name = "one";
    CHECK(json::encode(made) ==
          json::read(R"({"metadata": {"name": "one"}, "spec": {"size": 0}})"));
}

TEST_CASE("the names of kinds have English plurals") {
    CHECK(api::plural_of("Cache") == "caches");
    CHECK(api::plural_of("Gateway") == "gateways");
    CHECK(api::plural_of("Ingress") == "ingresses");
    CHECK(api::plural_of("Mesh") == "meshes");
    CHECK(api::plural_of("Policy") == "policies");
}

}  // namespace custom_resource_test
