// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/json/read.hpp>

#include <catch2/catch.hpp>

namespace read_test {

using namespace slipway;

TEST_CASE("what is malformed is told with line and column") {
    CHECK_THROWS_WITH(json::read("{\n \"a\": [1,}"),
                      "malformed JSON at line 2, column 10: unexpected '}'");
    CHECK_THROWS_WITH(json::read("{\"a\": "), Catch::Contains("it ends too early"));
    for (const char* bad :
         {"", "{", "nul", "{'a':1}", "[1 2]", "{\"a\":1,}", "\"\\x\"", "01", "\xff", "{} {}"}) {
        INFO(bad);
        CHECK_THROWS_AS(json::read(bad), status_error);
    }
}

TEST_CASE("nesting that would exhaust the stack is refused") {
    CHECK_THROWS_WITH(json::read(std::string(100'000, '[')), Catch::Contains("levels deep"));
    CHECK_THROWS_AS(json::read(std::string(100'000, '{')), status_error);
    CHECK_NOTHROW(json::read("\"" + std::string(100'000, '[') + "\""));
}

TEST_CASE("the order of members is kept") {
    CHECK(json::read(R"({"b":1,"a":2})").begin().key() == "b");
}

TEST_CASE("numbers that no double holds are refused") {
    CHECK_THROWS_WITH(json::read(R"({"a": 1e999})"), Catch::Contains("larger than 1.8e308"));
    CHECK(json::read("[1e308, 1e-999, 123456789012345678901234567890]").size() == 3);
}

}  // namespace read_test
