// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/untyped.hpp>

#include <string>

#include <slipway/dsl/check.hpp>
#include <slipway/dsl/cluster.hpp>
#include <slipway/dsl/patched.hpp>
#include <slipway/dsl/render.hpp>
#include <slipway/dsl/variation.hpp>

#include <catch2/catch.hpp>

namespace untyped_test {

using namespace slipway;
using namespace slipway::dsl;
using Catch::Matchers::Contains;
using detail::is_json_fields;

namespace {

using Certificate = untyped<"cert-manager.io/v1", "Certificate">;
using Issuer = untyped<"cert-manager.io/v1", "ClusterIssuer", "Cluster">;

constexpr Cluster shop() {
    Certificate web{
        .metadata = {.name = "web", .labels = {{"app", "web"}}},
        .fields = R"({
            "spec": {"secretName": "web-tls", "dnsNames": ["shop.example.com", "*.x"], "isCA": false, "empty": {}, "none": [],
                     "on": {"size": 256}, "issuer": [{"name": "a", "deep": [[1, "b c"], []]}, {}], "said": "a\nb\n"}
        })",
    };
    return {.name = "shop",
            .resources = {web, Issuer{.metadata = {.name = "a"}, .fields = R"({"spec": null})"}}};
}

constexpr bool is_rendered_by_the_compiler() {
    output out;
    render_yaml(shop(), out);
    return out.size() > 0;
}
std::string rendered(const Cluster& c) {
    output out;
    render_yaml(c, out);
    return std::string(out.view());
}

}  // namespace

TEST_CASE("what is known of an untyped object is rendered member by member") {
    static_assert(check(shop()).empty());
    static_assert(is_rendered_by_the_compiler());
    CHECK(rendered(shop()) == R"(apiVersion: v1
kind: Namespace
metadata:
  name: shop
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: web
  namespace: shop
  labels:
    app: web
spec:
  secretName: web-tls
  dnsNames:
  - shop.example.com
  - "*.x"
  isCA: false
  empty: {}
  none: []
  "on":
    size: 256
  issuer:
  - name: a
    deep:
    - [1,"b c"]
    - []
  - {}
  said: |
    a
    b
---
apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata:
  name: a
spec: null
)");
}

TEST_CASE("an untyped object is varied and checked as others are") {
    const Cluster moved = shop() | in_namespace("prod") | with_labels({{"env", "prod"}});
    CHECK_THAT(
        rendered(moved),
        Contains("  name: web\n  namespace: prod\n  labels:\n    app: web\n    env: prod\n"));
    Cluster twice = shop();
    twice.resources.push_back(Certificate{.metadata = {.name = "web"}});
    REQUIRE(check(twice).size() == 1);
    Cluster nameless = shop();
    nameless.resources.push_back(Certificate{});
    CHECK(!check(nameless).empty());
}

TEST_CASE("the fields are JSON, and none of what the object says itself") {
    for (const char* good : {"{}", " {\n} ", R"({"a": "\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00"})",
                             R"({"a":-0.5e+10})", R"({"a":[1,2,{"b":null}],"c":true})",
                             R"({"spec": {"status": 1, "kind": "x"}})", R"({"a": "é"})"})
        CHECK(is_json_fields(good));
    for (const char* bad : {"",
                            "[]",
                            "{",
                            "}",
                            "{}x",
                            R"({"a"})",
                            R"({"a":})",
                            R"({"a":1,})",
                            R"({a:1})",
                            R"({"a":01})",
                            R"({"a":1.})",
                            R"({"a":1e})",
                            R"({"a":-})",
                            R"({"a":"b})",
                            R"({"a":"\x"})",
                            R"({"a":"\u12"})",
                            R"({"a":"\ud83d"})",
                            R"({"a":"\ud83dx"})",
                            R"({"a":"\udc00"})",
                            "{\"a\":\"\n\"}",
                            R"({"a":"\)",
                            R"({"a":[1 2]})",
                            R"({"a":[1,]})",
                            R"({"a":[[1]})",
                            R"({"a":tru})",
                            R"({"kind": "x"})",
                            R"({"status": {}})",
                            R"({"\u0061piVersion": "v1"})",
                            R"({"metadata": {}})"})
        CHECK_FALSE(is_json_fields(bad));
    const auto nested = [](std::size_t depth) {
        std::string made = R"({"a":)";
        for (std::size_t i = 0; i < depth; ++i) made += "[";
        return made + std::string(depth, ']') + "}";
    };
    CHECK(is_json_fields(nested(63)));
    CHECK_FALSE(is_json_fields(nested(64)));
    CHECK_FALSE(is_json_fields(nested(100'000)));
    CHECK_THROWS_AS(json_fields(std::string("{")), mistake);
    const Certificate escaped{.fields = R"({"s": "\u00e9\ud83d\ude00\u20ac\n"})"};
    CHECK_THAT(rendered({.name = "a", .resources = {escaped}}), Contains("s: |\n  é😀€\n"));
}

}  // namespace untyped_test
