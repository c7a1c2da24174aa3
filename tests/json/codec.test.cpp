// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/json/codec.hpp>

#include <slipway/api/resources.hpp>
#include <slipway/api/resources/apps_v1.hpp>
#include <slipway/api/resources/core_v1.hpp>
#include <slipway/json/read.hpp>
#include <slipway/json/shape.hpp>
#include <slipway/json/write.hpp>

#include <catch2/catch.hpp>

namespace codec_test {

using namespace slipway;

namespace {

json::value sample_object(const core::type_info& type, int depth);

json::value sample(core::value_kind kind, const core::type_info* type, int depth) {
    using core::value_kind;
    switch (kind) {
        case value_kind::text: return "text";
        case value_kind::integer: return 7;
        case value_kind::boolean: return true;
        case value_kind::number: return 1.5;
        case value_kind::int_or_string: return "http";
        case value_kind::raw: return {{"any", {1, "two"}}};
        default: return sample_object(*type, depth + 1);
    }
}

/// A document with every field of a struct set, down to a few levels of types that contain
/// themselves.
json::value sample_object(const core::type_info& type, int depth) {
    json::value made = json::value::object();
    if (depth > 12) return made;
    for (const core::field& f : type) {
        const std::string name(f.name);
        if (f.kind == core::value_kind::list)
            made[name] = json::value::array({sample(f.element, f.type, depth)});
        else if (f.kind == core::value_kind::map)
            made[name]["key"] = sample(f.element, f.type, depth);
        else made[name] = sample(f.kind, f.type, depth);
    }
    return made;
}

}  // namespace

TEST_CASE("every kind of the API survives decoding and encoding") {
    // Through the tables alone, a pod as the biggest of all.
    const core::type_info& pod = core::type_info_of<api::Pod>;
    json::value full = sample_object(pod, 0);
    full["fromTheFuture"] = {{"kept", true}};
    const auto decoded = json::decode<api::Pod>(full);
    CHECK(decoded.spec.containers[0].ports[0].containerPort == 7L);
    const json::value again = json::encode(decoded);
    // Types that contain themselves end in empty objects, which are written only where they are
    // boxed.
    CHECK(json::encode(json::decode<api::Pod>(again)) == again);
    CHECK(again["fromTheFuture"] == full["fromTheFuture"]);
    CHECK(again["spec"]["containers"] == full["spec"]["containers"]);
    CHECK_NOTHROW(json::check_shape(pod, full));
}

TEST_CASE("what is absent stays absent, what is zero stays") {
    const auto d =
        json::decode<api::Deployment>(json::read(R"({"spec":{"replicas":0,"paused":false}})"));
    CHECK(json::write(json::encode(d)) ==
          R"({"spec":{"replicas":0,"template":{},"paused":false}})");
    const auto pod =
        json::decode<api::Pod>(json::read(R"({"spec":{"volumes":[{"name":"v","emptyDir":{}}]}})"));
    CHECK(json::encode(pod)["spec"]["volumes"][0]["emptyDir"] == json::value::object());
    CHECK(json::decode<api::Pod>(json::read(R"({"metadata":{"creationTimestamp":null}})"))
              .metadata.creationTimestamp.empty());
}

TEST_CASE("a wrong type is told with its path") {
    auto decode = [](const char* text) { return json::decode<api::Pod>(json::read(text)); };
    CHECK_THROWS_WITH(decode(R"({"spec":{"containers":[{"name":3}]}})"),
                      "spec.containers[0].name: expected a string, found a whole number");
    CHECK_THROWS_WITH(decode(R"({"spec":{"containers":{}}})"),
                      "spec.containers: expected an array, found an object");
    CHECK_THROWS_WITH(decode(R"({"metadata":{"labels":{"a":true}}})"),
                      "metadata.labels.a: expected a string, found true or false");
    CHECK_THROWS_AS(decode(R"([])"), status_error);
    CHECK_THROWS_AS(json::check_shape(core::type_info_of<api::Pod>,
                                      json::read(R"({"spec":{"hostNetwork":"yes"}})")),
                    status_error);
}

TEST_CASE("the served kinds can be found by path and by kind") {
    CHECK(api::resources().size() > 50);
    const api::resource* r = api::find_resource("apps", "v1", "deployments");
    REQUIRE(r);
    CHECK(r->kind == "Deployment");
    CHECK(r->has_subresource("scale"));
    CHECK(api::find_kind("", "v1", "Pod")->short_names[0] == "po");
    CHECK_FALSE(api::find_kind("", "v1", "Node")->namespaced);
    CHECK(api::find_resource("apps", "v1", "pods") == nullptr);
    const core::field* containers = core::type_info_of<api::PodSpec>.find("containers");
    REQUIRE(containers);
    CHECK(containers->merge_key == "name");
    CHECK(containers->required);
}

}  // namespace codec_test
