// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/rendered.hpp>

#include <catch2/catch.hpp>

#include <slipway/json/read.hpp>

namespace rendered_test {

using namespace slipway;
using namespace slipway::dsl;

namespace {

constexpr Cluster web() {
    ConfigMap settings{.name = "settings", .data = {{"page", "a\nb\n"}, {"say", "\"hi\""}}};
    Deployment made{.name = "web",
                    .labels = {{"app", "web"}},
                    .replicas = 2,
                    .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}}}};
    return {.name = "shop",
            .resources = {settings, made, expose(made, {.ports = {{80, "http"}}})},
            .nodePools = {{.name = "worker",
                           .capacity = {.cpu = "2", .memory = "4Gi", .pods = 20},
                           .min = 1,
                           .max = 3,
                           .labels = {{"disk", "ssd"}}},
                          {.name = "spare"}},
            .images = {{"web:1", program("hello_http")}, {"busybox:1", busybox()}}};
}
/// More text than constants are given room for at first.
constexpr Cluster long_one() {
    return {
        .name = "long",
        .resources = {ConfigMap{.name = "page", .data = {{"text", text::fill(9000, [](char* out) {
                                                              for (int i = 0; i < 9000; ++i)
                                                                  out[i] =
                                                                      i % 60 == 59 ? '\n' : 'x';
                                                          })}}}}};
}
constexpr Cluster empty() { return {.name = "nothing"}; }

static_assert(manifest<web>.starts_with("apiVersion: v1\nkind: Namespace\n"));
static_assert(constants<web>.objects == 3);

}  // namespace

TEST_CASE("the constants of a definition are what is rendered at run time") {
    output yaml, json, machine;
    render_yaml(web(), yaml);
    render_json(web(), json);
    render_machine(web(), machine);
    CHECK(constants<web>.name == "shop");
    CHECK(constants<web>.yaml == yaml.view());
    CHECK(constants<web>.json == json.view());
    CHECK(constants<web>.machine == machine.view());
    CHECK(manifest<web>.data() == constants<web>.yaml.data());  // kept once
}

TEST_CASE("a definition with much text is a constant like another") {
    const Cluster cluster = long_one();
    const rendering made(cluster);
    CHECK(constants<long_one>.yaml.size() > 9000);
    CHECK(constants<long_one>.yaml == made.get().yaml);
    CHECK(constants<long_one>.json == made.get().json);
    REQUIRE(constants<long_one>.document_count == 2);
    CHECK(constants<long_one>.documents[1].yaml == made.get().documents[1].yaml);
}

TEST_CASE("node pools and images are told beside the objects") {
    const json::value machine = json::read(constants<web>.machine);
    CHECK(
        machine["nodePools"] ==
        json::read(
            R"([{"name": "worker", "labels": {"disk": "ssd"}, "capacity": {"cpu": "2", "memory": "4Gi", "pods": "20"}, "min": 1, "max": 3},
                                                 {"name": "spare", "capacity": {"cpu": "1", "memory": "1Gi", "pods": "110"}, "min": 1, "max": 1}])"));
    CHECK(
        machine["images"] ==
        json::read(
            R"([{"name": "web:1", "from": "program", "path": "hello_http"}, {"name": "busybox:1", "from": "busybox"}])"));
    CHECK(json::read(constants<empty>.machine) == json::value::object());
    CHECK(json::read(constants<empty>.json)["items"].size() == 1);  // its namespace
}

}  // namespace rendered_test
