// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/json/yaml.hpp>

#include <slipway/json/read.hpp>

#include <catch2/catch.hpp>

namespace yaml_test {

using namespace slipway;

TEST_CASE("plain scalars have the types of YAML 1.2, quoted ones are strings") {
    const json::value v =
        json::read_yaml(
            "a: 1\nb: 1.5\nc: true\nd: null\ne: '1'\nf: yes\ng: 0x1F\nh: ~\ni: 1.2.3\nj: 007\n")
            .front();
    CHECK(v["a"] == 1);
    CHECK(v["b"] == 1.5);
    CHECK(v["c"] == true);
    CHECK(v["d"].is_null());
    CHECK(v["e"] == "1");
    CHECK(v["f"] == "yes");
    CHECK(v["g"] == 31);
    CHECK(v["i"] == "1.2.3");
}

TEST_CASE("numbers that begin with 0 are octal, as kubectl reads the modes of files") {
    const json::value v =
        json::read_yaml("a: 0644\nb: 0\nc: '0644'\nd: 089\ne: 00\nf: 0.5\n").front();
    CHECK(v["a"] == 420);
    CHECK(v["b"] == 0);
    CHECK(v["c"] == "0644");
    CHECK(v["d"] == 89);
    CHECK(v["e"] == 0);
    CHECK(v["f"] == 0.5);
    CHECK(json::read_yaml(json::write_yaml({{"a", "0644"}, {"<<", "x"}})).front() ==
          json::value{{"a", "0644"}, {"<<", "x"}});
}

TEST_CASE("maps are merged, and what stands in them comes first") {
    const json::value v =
        json::read_yaml(
            "base: &b {app: web, tier: front}\nmore: &m {tier: back, zone: a}\n"
            "one: {<<: *b, app: shop}\ntwo:\n  <<: [*b, *m]\n  x: 1\nsaid: {'<<': y}\n")
            .front();
    CHECK(v["one"] == json::value{{"app", "shop"}, {"tier", "front"}});
    CHECK(v["two"] == json::value{{"x", 1}, {"app", "web"}, {"tier", "front"}, {"zone", "a"}});
    CHECK(v["said"] == json::value{{"<<", "y"}});
    for (const char* bad : {"<<: 1", "<<: [1]", "<<: [[{a: 1}]]", "<<: ~"})
        CHECK_THROWS_WITH(json::read_yaml(bad), Catch::Contains("<< takes a map"));
}

TEST_CASE("tabs that indent, and depth beyond reason, are told as such") {
    CHECK_THROWS_WITH(json::read_yaml("a:\n  b: 1\nmetadata:\n\tname: x\n"),
                      Catch::Contains("line 4") && Catch::Contains("here is a tab"));
    CHECK_THROWS_WITH(json::read_yaml("a: ["), !Catch::Contains("tab"));
    CHECK_THROWS_WITH(json::read_yaml(std::string(3000, '[')), Catch::Contains("nested too deep"));
}

TEST_CASE("several documents are read, empty ones are left out") {
    CHECK(json::read_yaml("---\na: 1\n---\n---\nb: 2\n").size() == 2);
    CHECK(json::read_yaml("").empty());
}

TEST_CASE("what is malformed, or bigger than it looks, is refused") {
    for (const char* bad :
         {"a: [", "a: b: c", "\t- x", "a: 1\na: 2\n", "? {x: y}\n: z\n", "a: *nowhere"}) {
        INFO(bad);
        CHECK_THROWS_AS(json::read_yaml(bad), status_error);
    }
    std::string bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n";
    for (int i = 1; i < 9; ++i) {
        const std::string before = "*a" + std::to_string(i - 1);
        bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
        for (int k = 1; k < 10; ++k) bomb += "," + before;
        bomb += "]\n";
    }
    CHECK_THROWS_WITH(json::read_yaml(bomb), Catch::Contains("values"));
}

TEST_CASE("text that is no UTF-8 is refused") {
    CHECK_THROWS_WITH(json::read_yaml("a: 1\nb: x\x95"),
                      "malformed YAML at line 2, column 4: this is not UTF-8");
    CHECK_THROWS_WITH(json::read_yaml("\xc3\x28: 1"), Catch::Contains("YAML"));
    CHECK(json::read_yaml("a: \u20ac")[0]["a"] == "\u20ac");
}

TEST_CASE("what is written reads back as it was") {
    const json::value v = json::read(
        R"({"plain":"text","empty":"","number":"12","bool":"true","old":"yes","date":"2026-01-01","sexagesimal":"12:30:45",
        "lines":"a\nb\n","cut":"a\nb","blank":" x ","hash":"a #b","colon":"a: b","tab":"a\tb","dash":"-","list":[1,"2",{"a":[]},[["x"]]],"nothing":null,"object":{},"key: odd":1})");
    const std::string text = json::write_yaml(v);
    INFO(text);
    CHECK(json::read_yaml(text).front() == v);
}

}  // namespace yaml_test
