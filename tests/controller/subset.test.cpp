// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/controller/subset.hpp>

#include <slipway/api/resources/core_v1.hpp>

#include <catch2/catch.hpp>

namespace subset_test {

namespace {

bool says_all(const char* actual, const char* wanted) {
    using slipway::json::value;
    return slipway::controller::says_all(value::parse(actual), value::parse(wanted));
}

}  // namespace

TEST_CASE("more than what is wanted is no difference, less is one") {
    CHECK(says_all(R"({"a": 1, "b": {"c": 2, "d": 3}})", R"({"b": {"c": 2}})"));
    CHECK_FALSE(says_all(R"({"a": 1, "b": {"d": 3}})", R"({"b": {"c": 2}})"));
    CHECK_FALSE(says_all(R"({"a": 1})", R"({"a": 2})"));
    CHECK_FALSE(says_all(R"({"a": 1})", R"({"a": "1"})"));
}

TEST_CASE("lists are as long as they are wanted, and each element says what it must") {
    CHECK(says_all(R"([{"name": "a", "image": "x"}, {"name": "b"}])",
                   R"([{"name": "a"}, {"name": "b"}])"));
    CHECK_FALSE(says_all(R"([{"name": "b"}, {"name": "a"}])", R"([{"name": "a"}, {"name": "b"}])"));
    CHECK_FALSE(says_all("[1, 2]", "[1]"));
    CHECK_FALSE(says_all(R"({"a": 1})", "[1]"));
}

TEST_CASE("what is wanted empty or null may be absent") {
    CHECK(says_all("{}", R"({"a": null, "b": {}})"));
    CHECK(says_all("null", "{}"));
    CHECK_FALSE(says_all("{}", R"({"a": []})"));
    CHECK_FALSE(says_all(R"({"a": 1})", R"({"a": null})"));
}

TEST_CASE("of Kubernetes' own kinds, what servers forget may be absent") {
    const auto says_all_of = [](const char* actual, const char* wanted) {
        using slipway::json::value;
        return slipway::controller::says_all(value::parse(actual), value::parse(wanted),
                                             &slipway::core::type_info_of<slipway::api::Pod>);
    };
    CHECK(says_all_of(R"({"spec": {"containers": [{"name": "c", "env": [{"name": "E"}]}]}})",
                      R"({"spec": {"nodeName": "", "containers":
            [{"name": "c", "command": [], "env": [{"name": "E", "value": ""}]}]}})"));
    CHECK_FALSE(says_all_of(R"({"spec": {"nodeName": "n"}})", R"({"spec": {"nodeName": ""}})"));
    CHECK_FALSE(says_all_of(R"({"metadata": {"labels": {}}})",
                            R"({"metadata": {"labels": {"name": ""}}})"));
    CHECK_FALSE(says_all_of(
        R"({"spec": {"volumes": [{"ephemeral": {"volumeClaimTemplate": {"spec": {}}}}]}})",
        R"({"spec": {"volumes": [{"ephemeral": {"volumeClaimTemplate": {"spec": {"storageClassName": ""}}}}]}})"));
}

}  // namespace subset_test
