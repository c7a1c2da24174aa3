// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/json/same.hpp>

#include <slipway/json/read.hpp>

#include <catch2/catch.hpp>

namespace same_test {

using slipway::json::read;
using slipway::json::same;

TEST_CASE("the order of members does not matter, that of elements does") {
    CHECK(same(read(R"({"a":1,"b":{"c":[1,2],"d":null}})"),
               read(R"({"b":{"d":null,"c":[1,2]},"a":1})")));
    CHECK_FALSE(same(read(R"([1,2])"), read(R"([2,1])")));
    CHECK_FALSE(same(read(R"({"a":1})"), read(R"({"a":1,"b":2})")));
    CHECK_FALSE(same(read(R"({"a":1,"b":2})"), read(R"({"a":1,"c":2})")));
    CHECK_FALSE(same(read(R"({"a":null})"), read(R"({})")));
    CHECK_FALSE(same(read(R"({})"), read(R"([])")));
}

}  // namespace same_test
