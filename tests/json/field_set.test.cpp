// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/json/field_set.hpp>

#include <slipway/core/status.hpp>
#include <slipway/json/read.hpp>

#include <catch2/catch.hpp>

namespace field_set_test {

using namespace slipway;

namespace {

json::field_set set(const char* text) { return json::field_set::read(json::read(text)); }

/// The paths of a set, in its order.
std::vector<std::string> paths(const json::field_set& s) {
    std::vector<std::string> made;
    s.for_each([&](const json::field_set::path& p) { made.push_back(json::path_text(p)); });
    return made;
}

using texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a set of fields reads and writes FieldsV1") {
    // Part of what kube-apiserver said of a pod.
    const char* pod =
        R"({"f:metadata":{"f:finalizers":{".":{},"v:\"ex.io/x\"":{}}},"f:spec":{"f:containers":{"k:{\"name\":\"c\"}":{".":{},"f:image":{},"f:name":{},)"
        R"("f:ports":{".":{},"k:{\"containerPort\":80,\"protocol\":\"TCP\"}":{".":{},"f:containerPort":{},"f:protocol":{}}},"f:resources":{}}},"f:dnsPolicy":{}}})";
    const json::field_set read = set(pod);
    CHECK(read.written() == json::read(pod));
    CHECK(read.has({"f:spec", "f:dnsPolicy"}));
    CHECK(read.has({"f:spec", "f:containers", R"(k:{"name":"c"})"}));
    CHECK_FALSE(read.has({"f:spec"}));
    CHECK_FALSE(read.has({"f:spec", "f:containers"}));
    CHECK_FALSE(read.has({"f:spec", "f:containers", R"(k:{"name":"d"})"}));
    CHECK_FALSE(read.has({}));
    CHECK(
        paths(read) ==
        texts{".metadata.finalizers", R"(.metadata.finalizers[="ex.io/x"])",
              R"(.spec.containers[name="c"])", R"(.spec.containers[name="c"].image)",
              R"(.spec.containers[name="c"].name)", R"(.spec.containers[name="c"].ports)",
              R"(.spec.containers[name="c"].ports[containerPort=80,protocol="TCP"])",
              R"(.spec.containers[name="c"].ports[containerPort=80,protocol="TCP"].containerPort)",
              R"(.spec.containers[name="c"].ports[containerPort=80,protocol="TCP"].protocol)",
              R"(.spec.containers[name="c"].resources)", ".spec.dnsPolicy"});
    CHECK(set("{}").empty());
    CHECK(paths(set(R"({"f:a":{"i:3":{}}})")) == texts{".a[3]"});
}

TEST_CASE("what says the same is the same set") {
    CHECK(set(R"({"f:b":{},"f:a":{}})") == set(R"({"f:a":{},"f:b":{}})"));
    CHECK(set(R"({"k:{\"b\":1,\"a\":2}":{}})") == set(R"({"k:{\"a\":2, \"b\":1}":{}})"));
    CHECK_FALSE(set(R"({"f:a":{"f:b":{}}})") == set(R"({"f:a":{".":{},"f:b":{}}})"));
    json::field_set built;
    for (const json::field_set::path& p :
         {json::field_set::path{"f:c"}, {"f:a", "f:b"}, {"f:a"}, {"f:a", "f:b"}})
        built.insert(p);
    built.insert({});
    CHECK(built == set(R"({"f:a":{".":{},"f:b":{}},"f:c":{}})"));
    built.erase("f:a");
    built.erase("f:nothing");
    CHECK(built == set(R"({"f:c":{}})"));
    built.take({"f:a", true});
    built.take({"f:b"});
    CHECK(built == set(R"({"f:a":{},"f:c":{}})"));
}

TEST_CASE("sets are united, intersected and taken from each other") {
    const json::field_set a = set(
                              R"({"f:a":{".":{},"f:x":{},"f:y":{}},"f:b":{},"f:c":{"f:z":{}}})"),
                          b = set(R"({"f:a":{"f:y":{},"f:z":{}},"f:c":{},"f:d":{}})");
    CHECK(
        united(a, b).written() ==
        json::read(
            R"({"f:a":{".":{},"f:x":{},"f:y":{},"f:z":{}},"f:b":{},"f:c":{".":{},"f:z":{}},"f:d":{}})"));
    CHECK(intersection(a, b).written() == json::read(R"({"f:a":{"f:y":{}}})"));
    CHECK(difference(a, b).written() ==
          json::read(R"({"f:a":{".":{},"f:x":{}},"f:b":{},"f:c":{"f:z":{}}})"));
    CHECK(difference(b, a).written() == json::read(R"({"f:a":{"f:z":{}},"f:c":{},"f:d":{}})"));
    CHECK(difference(a, a).empty());
    CHECK(intersection(a, a) == a);
    CHECK(united(a, {}) == a);
    CHECK(united({}, a) == a);
}

TEST_CASE("what is no set of fields is a bad request") {
    for (const char* wrong :
         {"[]", "3", R"({"f:a":[]})", R"({"a":{}})", R"({"":{}})", R"({"k:{}":{}})",
          R"({"k:{\"a\":":{}})", R"({"k:[1]":{}})", R"({"v:":{}})", R"({"i:x":{}})",
          R"({"i:-1":{}})", R"({"i:99999999999":{}})", R"({"f:a":{"x:b":{}}})",
          R"({"v:1":{},"v: 1":{}})"})
        CHECK_THROWS_AS(set(wrong), status_error);
    CHECK_THROWS_WITH(set(R"({"k:oh":{}})"), Catch::StartsWith("'k:oh' names no field"));
}

}  // namespace field_set_test
