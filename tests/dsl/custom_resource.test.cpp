// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/custom_resource.hpp>

#include <slipway/dsl/check.hpp>
#include <slipway/dsl/cluster.hpp>
#include <slipway/dsl/render.hpp>
#include <slipway/dsl/variation.hpp>

#include <catch2/catch.hpp>

using namespace slipway;
using namespace slipway::dsl;

namespace mine {

struct Limits {
    BOOST_HANA_DEFINE_STRUCT(Limits, (long, entries), (core::optional<long>, bytes));
};
struct CacheSpec {
    BOOST_HANA_DEFINE_STRUCT(CacheSpec, (int, size), (text, image), (bool, warm), (core::list<text>, zones), (core::map<text>, settings), (Limits, limits),
                             (core::list<Limits>, tiers), (core::int_or_string, port), (core::raw, extra), (core::optional<bool>, debug));
};
using Cache = custom_resource<"cache.example.com/v1", "Cache", CacheSpec>;

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
    CHECK(*(one | with_labels({{"env", "prod"}})).resources[0].metadata().labels.find("env") == "prod");
}

static_assert(check(shop()).empty());
