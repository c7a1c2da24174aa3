// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/apiserver/custom/json_path.hpp>

#include <string>

#include <catch2/catch.hpp>

#include <slipway/core/status.hpp>
#include <slipway/json/read.hpp>

namespace custom_json_path_test {

using slipway::apiserver::custom::json_path;
namespace json = slipway::json;

namespace {

/// What is there, as JSON, separated by spaces.
std::string found(const char* path) {
    static const json::value object = json::read(R"({
        "spec": {"size": 3, "a.b": 1, "c d": 2},
        "list": [{"type": "Old", "n": 1, "on": false}, {"type": "Ready", "status": "True", "n": 2.5, "on": true}, 7]
    })");
    std::string made;
    for (const json::value* v : json_path(path).in(object))
        made += (made.empty() ? "" : " ") + v->dump();
    return made;
}

bool refused(const char* path) {
    try {
        const json_path made(path);
        return false;
    } catch (const slipway::core::status_error&) {
        return true;
    }
}

}  // namespace

TEST_CASE("paths lead to what columns show") {
    CHECK(found(".spec.size") == "3");
    CHECK(found("$.spec.size") == "3");
    CHECK(found(".spec.a\\.b") == "1");
    CHECK(found(".spec['c d']") == "2");
    CHECK(found(".spec.absent.deeper").empty());
    CHECK(found(".list[0].type") == "\"Old\"");
    CHECK(found(".list[-1]") == "7");
    CHECK(found(".list[9]").empty());
    CHECK(found(".list[*].type") == "\"Old\" \"Ready\"");
    CHECK(found(".spec.*") == "3 1 2");
    CHECK(found(".list[?(@.type==\"Ready\")].status") == "\"True\"");
    CHECK(found(".list[?(@.type == 'Ready')].n") == "2.5");
    CHECK(found(".list[?(@.type!=\"Ready\")].n") == "1");
    CHECK(found(".list[?(@.n>=2)].n") == "2.5");
    CHECK(found(".list[?(@.n<2)].n") == "1");
    CHECK(found(".list[?(@.on==true)].n") == "2.5");
    CHECK(found(".list[?(@.status)].n") == "2.5");
}

TEST_CASE("what is no path is refused, and simple ones are told from others") {
    for (const char* path :
         {"", "spec", ".spec.", "..spec", ".list[", ".list[x]", ".list[?(@.a==)]", ".list[?(a==1)]",
          ".list['a]", ".a\\", ".list[1", ".list[?(@.a==1]", ".list[99999999999999999]"}) {
        INFO(path);
        CHECK(refused(path));
    }
    CHECK((json_path(".spec.size").simple() &&
           json_path(".spec.size").names() == std::vector<std::string>{"spec", "size"}));
    CHECK_FALSE(json_path(".list[0]").simple());
}

}  // namespace custom_json_path_test
