// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/controller/indexes.hpp>

#include <catch2/catch.hpp>

#include <slipway/api/core_v1.hpp>
#include <slipway/api/resource_of.hpp>
#include <slipway/json/codec.hpp>

namespace indexes_test {

namespace {

namespace controller = slipway::controller;
namespace json = slipway::json;
using uids = std::vector<std::string>;

slipway::api::Pod owned() {
    slipway::api::Pod made{};
    made.metadata.ownerReferences.push_back({.name = "first", .uid = "1"});
    made.metadata.ownerReferences.push_back({.name = "second", .controller = true, .uid = "2"});
    return made;
}

}  // namespace

TEST_CASE("owners are found by uid, in structs and in documents") {
    CHECK(controller::owner_uids(owned()) == uids{"1", "2"});
    CHECK(controller::owner_uids(json::encode(owned())) == uids{"1", "2"});
}

TEST_CASE("documents that are not as they should be have no owners") {
    for (const char* text :
         {"{}", R"({"metadata": 7})", R"({"metadata": {"ownerReferences": "me"}})",
          R"({"metadata": {"ownerReferences": ["me"]}})"})
        CHECK(controller::owner_uids(json::value::parse(text)).empty());
}

TEST_CASE("one of the owners controls, or none") {
    REQUIRE(controller::controller_of(owned()));
    slipway::api::Pod pod = owned();
    CHECK(controller::controller_of(pod)->name == "second");
    pod.metadata.ownerReferences.remove_if([](const auto& r) { return r.controller; });
    CHECK(controller::controller_of(pod) == nullptr);
}

}  // namespace indexes_test
