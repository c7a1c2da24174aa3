// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/client/handle.hpp>

#include <catch2/catch.hpp>

#include <slipway/api/core_v1.hpp>
#include <slipway/api/resource_of.hpp>
#include <slipway/json/codec.hpp>

namespace handle_test {

namespace {

namespace client = slipway::client;
namespace json = slipway::json;

slipway::api::Pod pod() {
    slipway::api::Pod made{};
    made.metadata.name = "web-0";
    made.metadata.namespace_ = "shop";
    made.metadata.uid = "1-2-3";
    made.metadata.resourceVersion = "42";
    made.metadata.deletionTimestamp = "2026-01-01T00:00:00Z";
    return made;
}

template <class T>
void check_facts(const T& object) {
    using client::handle;
    CHECK(handle<T>::name(object) == "web-0");
    CHECK(handle<T>::namespace_(object) == "shop");
    CHECK(handle<T>::uid(object) == "1-2-3");
    CHECK(handle<T>::resource_version(object) == "42");
    CHECK(handle<T>::terminating(object));
    CHECK(client::key_of(object) == "shop/web-0");
}

}  // namespace

TEST_CASE("structs and documents are known by the same facts") {
    check_facts(pod());
    check_facts(json::encode(pod()));
    CHECK_FALSE(client::handle<slipway::api::Pod>::terminating({}));
    CHECK_FALSE(client::handle<json::value>::terminating(json::value::object()));
}

TEST_CASE("a document without sound metadata has empty facts") {
    for (const char* text : {"{}", R"({"metadata": null})", R"({"metadata": []})",
                             R"({"metadata": {"name": 7}})", "[]", "7"})
        CHECK(client::metadata_text(json::value::parse(text), "name").empty());
}

TEST_CASE("a key is made of namespace and name, and taken apart again") {
    CHECK(client::key_of("shop", "web-0") == "shop/web-0");
    CHECK(client::key_of("", "node-1") == "node-1");
    const client::split_key inside("shop/web-0"), outside("node-1");
    CHECK(inside.namespace_ == "shop");
    CHECK(inside.name == "web-0");
    CHECK(outside.namespace_.empty());
    CHECK(outside.name == "node-1");
}

}  // namespace handle_test
