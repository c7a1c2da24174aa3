// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/rendered.hpp>

#include <catch2/catch.hpp>

#include <slipway/json/read.hpp>

using namespace slipway;
using namespace slipway::dsl;

namespace {

constexpr Cluster web() {
    ConfigMap settings{.name = "settings", .data = {{"page", "a\nb\n"}, {"say", "\"hi\""}}};
    Deployment made{.name = "web", .labels = {{"app", "web"}}, .replicas = 2, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}}}};
    return {.name = "shop",
            .resources = {settings, made, expose(made, {.ports = {{80, "http"}}})},
            .nodePools = {{.name = "worker", .capacity = {.cpu = "2", .memory = "4Gi", .pods = 20}, .min = 1, .max = 3, .labels = {{"disk", "ssd"}}}, {.name = "spare"}},
            .images = {{"web:1", program("hello_http")}, {"busybox:1", busybox()}}};
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

TEST_CASE("node pools and images are told beside the objects") {
    const json::value machine = json::read(constants<web>.machine);
    CHECK(machine["nodePools"] == json::read(R"([{"name": "worker", "labels": {"disk": "ssd"}, "capacity": {"cpu": "2", "memory": "4Gi", "pods": "20"}, "min": 1, "max": 3},
                                                 {"name": "spare", "capacity": {"cpu": "1", "memory": "1Gi", "pods": "110"}, "min": 1, "max": 1}])"));
    CHECK(machine["images"] == json::read(R"([{"name": "web:1", "from": "program", "path": "hello_http"}, {"name": "busybox:1", "from": "busybox"}])"));
    CHECK(json::read(constants<empty>.machine) == json::value::object());
    CHECK(json::read(constants<empty>.json)["items"].size() == 1);  // its namespace
}
