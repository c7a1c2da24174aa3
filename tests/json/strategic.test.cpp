// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/json/strategic.hpp>

#include <slipway/api/fields/core_v1.hpp>
#include <slipway/json/read.hpp>

#include <catch2/catch.hpp>

namespace strategic_test {

using namespace slipway;

namespace {

json::value merged(const char* target, const char* patch) {
    return json::strategic_merge(core::type_info_of<api::Pod>, json::read(target),
                                 json::read(patch));
}

}  // namespace

TEST_CASE("lists merge by their key, others are replaced") {
    CHECK(merged(R"({"spec":{"containers":[{"name":"a","image":"x"},{"name":"b","image":"y"}]}})",
                 R"({"spec":{"containers":[{"name":"b","image":"z"}]}})") ==
          json::read(
              R"({"spec":{"containers":[{"name":"a","image":"x"},{"name":"b","image":"z"}]}})"));
    CHECK(merged(R"({"spec":{"containers":[{"name":"a","args":["1","2"]}]}})",
                 R"({"spec":{"containers":[{"name":"a","args":["3"]}]}})") ==
          json::read(R"({"spec":{"containers":[{"name":"a","args":["3"]}]}})"));
    CHECK(merged(R"({"metadata":{"finalizers":["a"]}})",
                 R"({"metadata":{"finalizers":["b","a"]}})") ==
          json::read(R"({"metadata":{"finalizers":["a","b"]}})"));
    CHECK(merged(R"({"metadata":{"labels":{"a":"1","b":"2"}}})",
                 R"({"metadata":{"labels":{"a":null,"c":"3"}}})") ==
          json::read(R"({"metadata":{"labels":{"b":"2","c":"3"}}})"));
}

TEST_CASE("directives delete, replace, retain and order") {
    const char* two =
        R"({"spec":{"containers":[{"name":"a","image":"x"},{"name":"b","image":"y"}]}})";
    CHECK(merged(two, R"({"spec":{"containers":[{"name":"a","$patch":"delete"}]}})") ==
          json::read(R"({"spec":{"containers":[{"name":"b","image":"y"}]}})"));
    CHECK(merged(two, R"({"spec":{"containers":[{"$patch":"replace"},{"name":"c"}]}})") ==
          json::read(R"({"spec":{"containers":[{"name":"c"}]}})"));
    CHECK(
        merged(
            two,
            R"({"spec":{"$setElementOrder/containers":[{"name":"b"},{"name":"a"}],"containers":[{"name":"c"}]}})")
            ["spec"]["containers"][0]["name"] == "b");
    CHECK(merged(R"({"metadata":{"finalizers":["a","b"]}})",
                 R"({"metadata":{"$deleteFromPrimitiveList/finalizers":["a"]}})") ==
          json::read(R"({"metadata":{"finalizers":["b"]}})"));
    CHECK(merged(R"({"spec":{"securityContext":{"runAsUser":1,"runAsGroup":2}}})",
                 R"({"spec":{"securityContext":{"$retainKeys":["runAsUser"]}}})") ==
          json::read(R"({"spec":{"securityContext":{"runAsUser":1}}})"));
}

TEST_CASE("a patch that makes no sense is a bad request") {
    CHECK_THROWS_WITH(merged("{}", R"({"spec":{"containers":[{"image":"x"}]}})"),
                      Catch::Contains("its 'name', which is missing"));
    CHECK_THROWS_AS(merged("{}", R"({"$patch":"explode"})"), status_error);
    CHECK_THROWS_AS(merged("{}", R"([])"), status_error);
    CHECK_THROWS_AS(merged("{}", R"({"spec":{"containers":["x"]}})"), status_error);
}

TEST_CASE("a patch with whole lists takes away what it does not name") {
    const json::value there =
        json::read(R"({"metadata": {"finalizers": ["f"], "ownerReferences": [{"uid": "1"}]},
        "spec": {"containers": [{"name": "a", "ports": [{"containerPort": 1}, {"containerPort": 2}]}, {"name": "b"}], "nodeSelector": {"x": "y"}}})");
    const json::value said = json::read(
        R"({"metadata": {"ownerReferences": [{"uid": "2"}]}, "spec": {"containers": [{"name": "a", "image": "i", "ports": [{"containerPort": 2}]}]}})");
    const core::type_info& pod = core::type_info_of<api::Pod>;
    const json::value made =
        json::strategic_merge(pod, there, json::with_whole_lists(pod, there, said));
    CHECK(
        made["spec"] ==
        json::read(
            R"({"containers": [{"name": "a", "ports": [{"containerPort": 2}], "image": "i"}], "nodeSelector": {"x": "y"}})"));
    CHECK(made["metadata"]["ownerReferences"].size() == 2);  // the other's stays
    CHECK(made["metadata"]["finalizers"] == json::value::array({"f"}));
    CHECK(json::with_whole_lists(pod, made, said) == said);  // nothing is left to take away
}

}  // namespace strategic_test
