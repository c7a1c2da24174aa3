// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/json/unknown.hpp>

#include <slipway/api/fields/core_v1.hpp>
#include <slipway/json/read.hpp>

#include <catch2/catch.hpp>

namespace unknown_test {

using namespace slipway;

TEST_CASE("unknown members are told by their path, at any depth") {
    const json::value pod = json::read(
        R"({"spec":{"replica":1,"containers":[{"name":"a"},{"imge":"x"}]},"metadata":{"labels":{"any":"thing"}}})");
    CHECK(json::unknown_fields(core::type_info_of<api::Pod>, pod) ==
          std::vector<std::string>{"spec.replica", "spec.containers[1].imge"});
}

TEST_CASE("members that stand twice are told by their path") {
    CHECK(json::duplicate_fields(R"({"a":1,"b":[{"c":1},{"c":1,"c":2}],"a":2})") ==
          std::vector<std::string>{"b[1].c", "a"});
    CHECK(json::duplicate_fields(R"({"a":{"x":1},"b":{"x":1}})").empty());
}

}  // namespace unknown_test
