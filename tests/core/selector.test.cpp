// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/selector.hpp>

#include <map>

#include <catch2/catch.hpp>

namespace selector_test {

using slipway::core::selector;
using slipway::core::status_error;

namespace {

bool selects(const char* query, const std::map<std::string, std::string>& labels) {
    return selector::parse(query).matches([&](const std::string& key) -> const std::string* {
        const auto at = labels.find(key);
        return at == labels.end() ? nullptr : &at->second;
    });
}

}  // namespace

TEST_CASE("label selectors choose by what is carried") {
    const std::map<std::string, std::string> web{{"app", "web"}, {"tier", "front"}};
    for (const char* q :
         {"", "app=web", "app==web", "app!=cart", "app in (web, cart)", "app notin (cart)", "app",
          "!zone", "app=web,tier in (front)", "zone!=a", "zone notin (a,b)"}) {
        INFO(q);
        CHECK(selects(q, web));
    }
    for (const char* q :
         {"app=cart", "app!=web", "zone", "!app", "app in (cart)", "app=web,zone=a", "app="}) {
        INFO(q);
        CHECK_FALSE(selects(q, web));
    }
}

TEST_CASE("what cannot be parsed is a bad request that shows the selector") {
    for (const char* q : {"=a", "app in web", "app in (web", "app=a b", "a b", "app=web,,", "(",
                          "app=sp ace", "Ä=b"}) {
        INFO(q);
        CHECK_THROWS_AS(selector::parse(q), status_error);
    }
    CHECK_THROWS_WITH(selector::parse("app in web"), Catch::Contains("app in web"));
    CHECK_THROWS_AS(selector::parse_fields("metadata.name in (a)"), status_error);
    CHECK_THROWS_AS(selector::parse_fields("metadata.name"), status_error);
}

TEST_CASE("a selector's text parses to the same selector") {
    for (const char* q : {"a=b,c!=d,e in (f,g),h notin (i,j),k,!l"})
        CHECK(selector::parse(q).str() == q);
    CHECK(selector::parse_fields("metadata.name=a,status.phase!=Failed").str() ==
          "metadata.name=a,status.phase!=Failed");
}

}  // namespace selector_test
