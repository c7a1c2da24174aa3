// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/custom_resource.hpp>

#include <slipway/dsl/check.hpp>
#include <slipway/dsl/cluster.hpp>
#include <slipway/dsl/render.hpp>
#include <slipway/dsl/variation.hpp>

#include <catch2/catch.hpp>

namespace custom_resource_test {

using namespace slipway;
using namespace slipway::dsl;

namespace mine {

struct Limits {
    BOOST_HANA_DEFINE_STRUCT(Limits, (long, entries), (core::optional<long>, bytes));
};
struct CacheSpec {
    BOOST_HANA_DEFINE_STRUCT(CacheSpec, (int, size), (text, image), (bool, warm),
                             (core::list<text>, zones), (core::map<text>, settings),
                             (Limits, limits), (core::list<Limits>, tiers),
                             (core::int_or_string, port), (core::raw, extra),
                             (core::optional<bool>, debug));
};
using Cache = custom_resource<"cache.example.com/v1", "Cache", CacheSpec>;

struct CacheStatus {
    BOOST_HANA_DEFINE_STRUCT(CacheStatus, (int, ready), (core::text, phase));
};
struct Policy {
    BOOST_HANA_DEFINE_STRUCT(Policy, (unsigned, weight), (double, ratio),
                             (core::optional<double>, most), (core::list<core::text>, zones),
                             (core::list<Limits>, tiers), (core::map<core::text>, settings),
                             (core::int_or_string, port), (core::raw, extra),
                             (core::optional<bool>, debug), (core::optional<Limits>, limits));
};
using Watched = custom_resource<"cache.example.com/v1beta1", "CachePolicy", Policy, CacheStatus>;

struct Operation {
    BOOST_HANA_DEFINE_STRUCT(Operation, (core::list<api::Condition>, conditions));
};
using Operated = api::custom_resource<"cache.example.com/v1", "Operation", CacheSpec, Operation,
                                      "operated", false>;

}  // namespace mine

namespace {

constexpr Cluster shop() {
    mine::Cache cache{.name = "front", .labels = {{"app", "cache"}}};
    cache.spec.size = 3;
    cache.spec.image = "cache:1";
    cache.spec.zones = {"a", "b"};
    cache.spec.settings = {{"policy", "lru"}};
    cache.spec.limits.entries = 100;
    cache.spec.tiers.append().bytes = 5L;
    cache.spec.port = "http";
    return {.name = "shop", .resources = {cache}};
}

}  // namespace

TEST_CASE("a kind of one's own is an object of a cluster") {
    output out;
    render_yaml(shop(), out);
    CHECK(out.view().substr(out.view().find("---")) == R"(---
apiVersion: cache.example.com/v1
kind: Cache
metadata:
  name: front
  namespace: shop
  labels:
    app: cache
spec:
  size: 3
  image: cache:1
  warm: false
  zones:
  - a
  - b
  settings:
    policy: lru
  limits:
    entries: 100
  tiers:
  - entries: 0
    bytes: 5
  port: http
)");
    const Cluster c = shop();
    CHECK(c.resources[0].facts().kind == "Cache");
    CHECK(c.resources[0].checked());
}

TEST_CASE("it is checked and varied like others") {
    const Cluster one = shop();
    Cluster twice = one;
    twice.resources.push_back(one.resources[0]);
    CHECK(check(one).empty());
    REQUIRE(check(twice).count == 1);
    CHECK(check(twice).kept[0].what == rule::duplicate_object);
    CHECK(check(twice).kept[0].where.view() == "Cache front");
    CHECK(*(one | with_labels({{"env", "prod"}})).resources[0].metadata().labels.find("env") ==
          "prod");
}

static_assert(check(shop()).empty());

namespace {

constexpr Cluster kinds() {
    api::CustomResourceColumnDefinition ready;
    ready.name = "Ready";
    ready.type = "integer";
    ready.jsonPath = ".status.ready";
    mine::Watched one{.name = "one"};
    one.spec.ratio = 0.25;
    return {.name = "shop",
            .resources = {definitionOf<mine::Watched>(
                              {.shortNames = {"cp"}, .additionalPrinterColumns = {ready}}),
                          one}};
}

}  // namespace

TEST_CASE("the definition of a kind is made from its structs") {
    output out;
    render_yaml(kinds(), out);
    CHECK(out.view().substr(out.view().find("---")) == R"(---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: cachepolicies.cache.example.com
spec:
  group: cache.example.com
  names:
    kind: CachePolicy
    plural: cachepolicies
    shortNames:
    - cp
  scope: Namespaced
  versions:
  - name: v1beta1
    additionalPrinterColumns:
    - name: Ready
      type: integer
      jsonPath: ".status.ready"
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              weight:
                type: integer
                format: int32
                minimum: 0
              ratio:
                type: number
                format: double
              most:
                type: number
                format: double
              zones:
                type: array
                items: {"type":"string"}
              tiers:
                type: array
                items: {"type":"object","properties":{"entries":{"type":"integer","format":"int64"},"bytes":{"type":"integer","format":"int64"}},"required":["entries"]}
              settings:
                type: object
                additionalProperties: {"type":"string"}
              port:
                x-kubernetes-int-or-string: true
              extra:
                x-kubernetes-preserve-unknown-fields: true
              debug:
                type: boolean
              limits:
                type: object
                properties:
                  entries:
                    type: integer
                    format: int64
                  bytes:
                    type: integer
                    format: int64
                required:
                - entries
            required:
            - weight
            - ratio
          status:
            type: object
            properties:
              ready:
                type: integer
                format: int32
              phase:
                type: string
            required:
            - ready
        required:
        - spec
    served: true
    storage: true
    subresources:
      status: {}
---
apiVersion: cache.example.com/v1beta1
kind: CachePolicy
metadata:
  name: one
  namespace: shop
spec:
  weight: 0
  ratio: 0.25
)");
}

TEST_CASE("the plural, and the scope, may be said") {
    CHECK(definitionOf<mine::Cache>({.plural = "stores", .scope = "Cluster"}).name ==
          "stores.cache.example.com");
    CHECK(definitionOf<mine::Cache>().versions[0].status == false);
}

TEST_CASE("the kinds of clients have definitions, too") {
    const api::CustomResourceDefinition made =
        lower(definitionOf<mine::Operated>({.shortNames = {"op"}}));
    CHECK(made.metadata.name == "operated.cache.example.com");
    CHECK(made.spec.scope == "Cluster");
    CHECK(made.spec.names->shortNames[0] == "op");
    const auto& schema = *made.spec.versions[0].schema->openAPIV3Schema;
    const auto* status = schema.properties.find("status");
    REQUIRE(status);
    const auto* conditions = status->properties.find("conditions");
    REQUIRE(conditions);
    CHECK(conditions->type == "array");
    const std::string items(conditions->items.json.view());
    CHECK(items.find(R"("observedGeneration":{"type":"integer","format":"int64"})") !=
          std::string::npos);
    CHECK(items.find(R"("required":["type","status","lastTransitionTime")") != std::string::npos);
}

static_assert(check(kinds()).empty());

}  // namespace custom_resource_test
