// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/json/apply.hpp>

#include <slipway/api/fields/apps_v1.hpp>
#include <slipway/api/fields/core_v1.hpp>
#include <slipway/core/status.hpp>
#include <slipway/json/read.hpp>

#include <catch2/catch.hpp>

namespace apply_test {

using namespace slipway;

namespace {

const core::type_info& pod = core::type_info_of<api::Pod>;

json::value applied_to_pod(const char* applied) {
    return json::applied_fields(&pod, json::read(applied)).written();
}
json::value merged(const char* live, const char* applied, const core::type_info* type = &pod) {
    return json::merge_applied(type, json::read(live), json::read(applied));
}
std::string refusal(const char* applied) {
    try {
        applied_to_pod(applied);
    } catch (const status_error& e) {
        return e.message();
    }
    return "accepted";
}

}  // namespace

TEST_CASE("who applies a document owns what is in it") {
    CHECK(
        applied_to_pod(
            R"({"metadata":{"labels":{"a":"1"},"finalizers":["f"],"ownerReferences":[{"uid":"u","name":"n"}]},
        "spec":{"nodeSelector":{"x":"y"},"tolerations":[{"key":"k"}],"dnsPolicy":"Default","securityContext":{},
        "containers":[{"name":"c","args":["1"],"ports":[{"containerPort":80}],"resources":{"limits":{"cpu":"1"}},"env":[]}]}})") ==
        json::read(
            R"({"f:metadata":{"f:finalizers":{"v:\"f\"":{}},"f:labels":{"f:a":{}},"f:ownerReferences":{"k:{\"uid\":\"u\"}":{}}},
        "f:spec":{"f:containers":{"k:{\"name\":\"c\"}":{".":{},"f:args":{},"f:name":{},"f:ports":{"k:{\"containerPort\":80,\"protocol\":\"TCP\"}":{".":{},"f:containerPort":{}}},
        "f:resources":{"f:limits":{"f:cpu":{}}}}},"f:dnsPolicy":{},"f:nodeSelector":{},"f:securityContext":{},"f:tolerations":{}}})"));
    // Without a type, objects merge member by member and lists are one value.
    CHECK(json::applied_fields(
              nullptr, json::read(R"({"spec":{"size":1,"list":[{"name":"a"}],"inner":{"x":{}}}})"))
              .written() ==
          json::read(R"({"f:spec":{".":{},"f:inner":{".":{},"f:x":{}},"f:list":{},"f:size":{}}})"));
}

TEST_CASE("lists whose elements cannot be told apart are refused") {
    CHECK(refusal(R"({"spec":{"containers":[{"name":"a","env":[{"name":"X"},{"name":"X"}]}]}})") ==
          R"(.spec.containers[name="a"].env: duplicate entries for key [name="X"])");
    CHECK(
        refusal(R"({"spec":{"containers":[{"image":"i"}]}})") ==
        ".spec.containers: element 0 has none of the keys by which the elements of this list are told apart: name");
    CHECK(refusal(R"({"spec":{"containers":["c"]}})")
              .starts_with(".spec.containers: element 0 has none of the keys"));
    CHECK(refusal(R"({"metadata":{"finalizers":["a","a"]}})") ==
          R"(.metadata.finalizers: duplicate entries for key [="a"])");
    CHECK(refusal("[]") == "what is applied is an object");
}

TEST_CASE("what a new object says is compared with a struct that nobody has filled in") {
    // As kube-apiserver said of a pod and of a Deployment.
    CHECK(
        json::created_fields(
            &pod,
            json::read(
                R"({"metadata":{"labels":{"a":"1"}},"status":{},"spec":{"containers":[{"name":"c","image":"i","resources":{},"ports":[{"containerPort":80,"protocol":"TCP"}]}]}})"))
            .written() ==
        json::read(
            R"({"f:metadata":{"f:labels":{".":{},"f:a":{}}},"f:spec":{"f:containers":{"k:{\"name\":\"c\"}":{".":{},"f:image":{},"f:name":{},
              "f:ports":{".":{},"k:{\"containerPort\":80,\"protocol\":\"TCP\"}":{".":{},"f:containerPort":{},"f:protocol":{}}},"f:resources":{}}}}})"));
    CHECK(
        json::created_fields(
            &core::type_info_of<api::Deployment>,
            json::read(
                R"({"spec":{"selector":{"matchLabels":{"a":"1"}},"template":{"metadata":{"labels":{"a":"1"}}}}})"))
            .written() ==
        json::read(
            R"({"f:spec":{"f:selector":{},"f:template":{"f:metadata":{"f:labels":{".":{},"f:a":{}}}}}})"));
}

TEST_CASE("differences are told by where a value merges") {
    const char* before =
        R"({"metadata":{"labels":{"a":"1","b":"2"},"finalizers":["x","y"]},"spec":{"nodeSelector":{"k":"1"},"tolerations":[{"key":"a"}],
        "containers":[{"name":"a","image":"1"},{"name":"b","image":"2"}]}})";
    const char* after =
        R"({"metadata":{"labels":{"a":"1","b":"3","c":"4"},"finalizers":["z","y"]},"spec":{"nodeSelector":{"k":"2"},"tolerations":[{"key":"b"}],
        "containers":[{"name":"c","image":"3"},{"name":"b","image":"4"}]}})";
    const json::differences d = json::compare(&pod, json::read(before), json::read(after));
    CHECK(
        d.added.written() ==
        json::read(
            R"({"f:metadata":{"f:finalizers":{"v:\"z\"":{}},"f:labels":{"f:c":{}}},"f:spec":{"f:containers":{"k:{\"name\":\"c\"}":{".":{},"f:image":{},"f:name":{}}}}})"));
    CHECK(
        d.modified.written() ==
        json::read(
            R"({"f:metadata":{"f:labels":{"f:b":{}}},"f:spec":{"f:containers":{"k:{\"name\":\"b\"}":{"f:image":{}}},"f:nodeSelector":{},"f:tolerations":{}}})"));
    CHECK(
        d.removed.written() ==
        json::read(
            R"({"f:metadata":{"f:finalizers":{"v:\"x\"":{}}},"f:spec":{"f:containers":{"k:{\"name\":\"a\"}":{".":{},"f:image":{},"f:name":{}}}}})"));
    CHECK(json::compare(&pod, json::read(before), json::read(before)).empty());
    // The order of elements and members is nobody's.
    CHECK(json::compare(&pod, json::read(R"({"spec":{"containers":[{"name":"a"},{"name":"b"}]}})"),
                        json::read(R"({"spec":{"containers":[{"name":"b"},{"name":"a"}]}})"))
              .empty());
    const json::differences odd =
        json::compare(nullptr, json::read(R"({"a":{"b":1}})"), json::read(R"({"a":3})"));
    CHECK(odd.modified.written() == json::read(R"({"f:a":{}})"));
    CHECK(odd.removed.written() == json::read(R"({"f:a":{"f:b":{}}})"));
    CHECK(odd.added.empty());
}

TEST_CASE("many elements are compared as few are") {
    json::value before = json::value::array(), after = json::value::array();
    for (int i = 0; i < 200; ++i) {
        const json::value env = {{"name", "N" + std::to_string(i)}, {"value", "v"}};
        before.push_back(env);
        after.insert(after.begin(), env);
    }
    after[7]["value"] = "w";
    auto of = [](const json::value& env) {
        return json::value{
            {"spec", {{"containers", json::value::array({{{"name", "c"}, {"env", env}}})}}}};
    };
    const json::differences d = json::compare(&pod, of(before), of(after));
    CHECK(d.added.empty());
    CHECK(d.removed.empty());
    CHECK(
        d.modified.written() ==
        json::read(
            R"({"f:spec":{"f:containers":{"k:{\"name\":\"c\"}":{"f:env":{"k:{\"name\":\"N192\"}":{"f:value":{}}}}}}})"));
}

TEST_CASE("an applied document is merged by keys, sets and members") {
    CHECK(
        merged(
            R"({"spec":{"containers":[{"name":"a","image":"1","stdin":true},{"name":"x"},{"name":"b"}]}})",
            R"({"spec":{"containers":[{"name":"a","image":"2"},{"name":"new"},{"name":"b"}]}})") ==
        json::read(
            R"({"spec":{"containers":[{"name":"a","image":"2","stdin":true},{"name":"x"},{"name":"new"},{"name":"b"}]}})"));
    CHECK(merged(R"({"spec":{"containers":[{"name":"w"},{"name":"a"},{"name":"x"},{"name":"b"}]}})",
                 R"({"spec":{"containers":[{"name":"b"},{"name":"a"}]}})")["spec"]["containers"] ==
          json::read(R"([{"name":"w"},{"name":"b"},{"name":"a"},{"name":"x"}])"));
    CHECK(merged(R"({"metadata":{"finalizers":["a"],"labels":{"x":"1","y":"2"}}})",
                 R"({"metadata":{"finalizers":["b"],"labels":{"x":"3"}}})") ==
          json::read(R"({"metadata":{"finalizers":["a","b"],"labels":{"x":"3","y":"2"}}})"));
    CHECK(merged(R"({"spec":{"tolerations":[{"key":"a"}],"nodeSelector":{"a":"1"}}})",
                 R"({"spec":{"tolerations":[{"key":"b"}],"nodeSelector":{"b":"1"}}})") ==
          json::read(R"({"spec":{"tolerations":[{"key":"b"}],"nodeSelector":{"b":"1"}}})"));
    // A port without protocol is one of TCP; what lives without a key stays.
    CHECK(
        merged(
            R"({"spec":{"containers":[{"name":"a","ports":[{"containerPort":80,"protocol":"TCP"},{"hostPort":1}]}]}})",
            R"({"spec":{"containers":[{"name":"a","ports":[{"containerPort":80,"name":"http"}]}]}})") ==
        json::read(
            R"({"spec":{"containers":[{"name":"a","ports":[{"containerPort":80,"protocol":"TCP","name":"http"},{"hostPort":1}]}]}})"));
    CHECK(merged(R"({"spec":{"a":{"x":1},"l":[1]}})", R"({"spec":{"a":{"y":2},"l":[2]}})",
                 nullptr) == json::read(R"({"spec":{"a":{"x":1,"y":2},"l":[2]}})"));
}

TEST_CASE("what nobody owns any more goes, with what is in it") {
    const auto left = [](const char* live, const char* before, const char* owned) {
        json::value v = json::read(live);
        json::remove_unowned(&pod, v, json::field_set::read(json::read(before)),
                             json::field_set::read(json::read(owned)));
        return v;
    };
    const char* live =
        R"({"metadata":{"labels":{"a":"1","b":"2"},"finalizers":["x","y"]},"spec":{"securityContext":{"runAsUser":1,"fsGroup":2},"containers":[{"name":"a","image":"i","stdin":true},{"name":"b"}]}})";
    CHECK(
        left(
            live,
            R"({"f:metadata":{"f:labels":{"f:a":{}},"f:finalizers":{"v:\"x\"":{}}},"f:spec":{"f:containers":{"k:{\"name\":\"a\"}":{".":{},"f:name":{},"f:image":{}}}}})",
            R"({"f:metadata":{"f:labels":{"f:b":{}},"f:finalizers":{"v:\"y\"":{}}},"f:spec":{"f:containers":{"k:{\"name\":\"b\"}":{".":{},"f:name":{}}}}})") ==
        json::read(
            R"({"metadata":{"labels":{"b":"2"},"finalizers":["y"]},"spec":{"securityContext":{"runAsUser":1,"fsGroup":2},"containers":[{"name":"b"}]}})"));
    // Somebody else owns a part of the container.
    CHECK(
        left(
            live,
            R"({"f:spec":{"f:containers":{"k:{\"name\":\"a\"}":{".":{},"f:name":{},"f:image":{}}}}})",
            R"({"f:spec":{"f:containers":{"k:{\"name\":\"a\"}":{"f:name":{},"f:stdin":{}}}}})")
            ["spec"]["containers"] == json::read(R"([{"name":"a","stdin":true},{"name":"b"}])"));
    CHECK(
        left(live, R"({"f:spec":{"f:securityContext":{"f:runAsUser":{}}}})",
             R"({"f:spec":{"f:containers":{}}})") ==
        json::read(
            R"({"metadata":{"labels":{"a":"1","b":"2"},"finalizers":["x","y"]},"spec":{"containers":[{"name":"a","image":"i","stdin":true},{"name":"b"}]}})"));
    CHECK(left(live, R"({"f:spec":{"f:nothing":{},"i:1":{}}})", R"({"f:spec":{".":{}}})") ==
          json::read(live));
}

}  // namespace apply_test
