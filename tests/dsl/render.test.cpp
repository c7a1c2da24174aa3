// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/render.hpp>

#include <string>

#include <catch2/catch.hpp>

#include <slipway/json/read.hpp>
#include <slipway/json/yaml.hpp>

namespace render_test {

using namespace slipway;
using namespace slipway::dsl;

namespace {

Cluster odd_texts() {
    ConfigMap odd{.name = "odd",
                  .data = {{"number", "12"},
                           {"yes", "yes"},
                           {"lines", "a\nb\n"},
                           {"quote", "say \"hi\" # not a comment"},
                           {"empty", ""},
                           {"colon", "a: b"}}};
    Secret secret{.name = "secret", .data = {{"token", "hello"}}};
    Pod pod{.name = "p",
            .containers = {{.name = "c", .image = "busybox:1", .command = {"sh", "-c", "echo {}"}}},
            .volumes = {{"scratch", emptyDir{}}}};
    return {.name = "shop",
            .resources = {odd, secret, pod,
                          Service{.name = "s", .type = Headless, .selector = {}, .ports = {{80}}}}};
}

std::string yaml(const Cluster& c) {
    output out;
    render_yaml(c, out);
    return std::string(out.view());
}

}  // namespace

TEST_CASE("YAML and JSON are the same objects") {
    output text;
    render_json(odd_texts(), text);
    const json::value list = json::read(text.view());
    const auto documents = json::read_yaml(yaml(odd_texts()));
    REQUIRE(list["items"].size() == documents.size());
    for (std::size_t i = 0; i < documents.size(); ++i) CHECK(list["items"][i] == documents[i]);
}

TEST_CASE("texts come back as they were, and every object has its namespace") {
    const auto documents = json::read_yaml(yaml(odd_texts()));
    REQUIRE(documents.size() == 5);
    CHECK(documents[0]["kind"] == "Namespace");
    CHECK(documents[0]["metadata"]["name"] == "shop");
    CHECK(
        documents[1]["data"] ==
        json::read(
            R"({"number":"12","yes":"yes","lines":"a\nb\n","quote":"say \"hi\" # not a comment","empty":"","colon":"a: b"})"));
    CHECK(documents[2]["data"]["token"] == "aGVsbG8=");
    CHECK(documents[3]["spec"]["volumes"][0] == json::read(R"({"name":"scratch","emptyDir":{}})"));
    CHECK(documents[4]["spec"]["clusterIP"] == "None");
    for (std::size_t i = 1; i < documents.size(); ++i)
        CHECK(documents[i]["metadata"]["namespace"] == "shop");
}

TEST_CASE("the same cluster gives the same bytes") {
    CHECK(yaml(odd_texts()) == yaml(odd_texts()));
}

}  // namespace render_test
