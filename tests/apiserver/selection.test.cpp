// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/apiserver/selection.hpp>

#include <catch2/catch.hpp>

#include <slipway/json/read.hpp>

namespace selection_test {

using namespace slipway;
using apiserver::selection;

namespace {

constexpr std::string_view fields[] = {"spec.nodeName", "spec.hostNetwork", "status.phase"};
const json::value pod = json::read(
    R"({"metadata":{"name":"p","namespace":"ns","labels":{"app":"web","tier":""}},"spec":{"hostNetwork":true},"status":{"phase":"Running"}})");

bool chosen(const std::string& labels, const std::string& by_field = {}) {
    return selection(labels, by_field, fields).matches(pod);
}
std::string refusal(const std::string& labels, const std::string& by_field,
                    std::span<const std::string_view> selectable = fields) {
    try {
        selection(labels, by_field, selectable);
    } catch (const status_error& e) {
        return std::to_string(e.code()) + " " + e.message();
    }
    return "accepted";
}

}  // namespace

TEST_CASE("nothing said chooses everything") {
    CHECK(selection().everything());
    CHECK(selection("", "", {}).everything());
    CHECK(chosen(""));
}

TEST_CASE("labels choose") {
    CHECK(chosen("app=web"));
    CHECK(chosen("app==web,tier="));
    CHECK(chosen("app in (web,db),!gone"));
    CHECK(chosen("gone!=x"));
    CHECK(chosen("gone notin (a)"));
    CHECK_FALSE(chosen("app=db"));
    CHECK_FALSE(chosen("app!=web"));
    CHECK_FALSE(chosen("gone"));
    CHECK_FALSE(chosen("!app"));
}

TEST_CASE("fields choose, and an absent one is empty") {
    CHECK(chosen("", "metadata.name=p,metadata.namespace=ns"));
    CHECK(chosen("", "status.phase!=Failed"));
    CHECK(chosen("", "spec.nodeName="));
    CHECK(chosen("", "spec.hostNetwork=true"));
    CHECK_FALSE(chosen("", "spec.nodeName!="));
    CHECK_FALSE(chosen("app=web", "status.phase=Pending"));
}

TEST_CASE("an object without metadata is chosen by what it lacks") {
    const json::value empty = json::value::object();
    CHECK(selection("!app", "metadata.name=", fields).matches(empty));
    CHECK_FALSE(selection("app", "", fields).matches(empty));
}

TEST_CASE("selectors that make no sense are refused") {
    CHECK(refusal("a in b", "").starts_with("400"));
    CHECK(refusal("", "a").starts_with("400"));
    CHECK(refusal("", "spec.foo=x") == "400 field label not supported: spec.foo");
    CHECK(
        refusal("", "a==", {}) ==
        "400 \"a\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"");
}

}  // namespace selection_test
