// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/engine/filters.hpp>

#include <catch2/catch.hpp>

namespace filters_test {

using namespace slipway;
using namespace std::chrono_literals;

namespace {

inline constexpr engine::filter_name known[] = {
    {"dangling", engine::detail::check_word<engine::detail::truths>},
    {"label"},
    {"label!"},
    {"name"},
    {"until", engine::detail::check_moment}};

}  // namespace

TEST_CASE("without filters all is asked for") {
    const engine::filters none;
    CHECK_FALSE(none.has("name"));
    CHECK(none.of("name").empty());
    CHECK(none.any("name", [](const auto&) { return false; }));
    CHECK(none.every("name", [](const auto&) { return false; }));
    CHECK(none.is("dangling", true));
    CHECK(none.is("dangling", false));
    CHECK_FALSE(none.asks_for("dangling", false));
    CHECK(none.labels({}));
    CHECK(none.until(core::wall_now()));
}

TEST_CASE("one of the values of a filter has to fit") {
    engine::filters wanted(known);
    wanted.add("name", "a");
    wanted.add("name", "b");
    const auto same = [](const std::string& name) {
        return [name](const std::string& v) { return v == name; };
    };
    CHECK(wanted.has("name"));
    CHECK(wanted.of("name") == std::vector<std::string>{"a", "b"});
    CHECK(wanted.any("name", same("b")));
    CHECK_FALSE(wanted.any("name", same("c")));
    CHECK_FALSE(wanted.every("name", same("b")));
}

TEST_CASE("what is so or is not is asked for in words and numbers") {
    for (const auto& [value, wanted] :
         {std::pair{"true", true}, {"1", true}, {"false", false}, {"0", false}}) {
        engine::filters one(known);
        one.add("dangling", value);
        CHECK(one.is("dangling", wanted));
        CHECK_FALSE(one.is("dangling", !wanted));
        CHECK(one.asks_for("dangling", wanted));
        CHECK_FALSE(one.asks_for("dangling", !wanted));
    }
    engine::filters other(known);
    CHECK_THROWS_WITH(other.add("dangling", "maybe"),
                      "invalid filter 'dangling=maybe': it is true, false, 1, 0");
    CHECK_FALSE(other.has("dangling"));
}

TEST_CASE("all labels of a filter have to be there, and none that it excludes") {
    const std::map<std::string, std::string> labels{{"app", "web"}, {"tier", ""}};
    const auto fits = [&](std::initializer_list<std::pair<const char*, const char*>> all) {
        engine::filters wanted(known);
        for (const auto& [name, value] : all) wanted.add(name, value);
        return wanted.labels(labels);
    };
    CHECK(fits({{"label", "app"}}));
    CHECK(fits({{"label", "app=web"}, {"label", "tier"}}));
    CHECK(fits({{"label", "tier="}}));
    CHECK_FALSE(fits({{"label", "app=web"}, {"label", "app=shop"}}));
    CHECK_FALSE(fits({{"label", "owner"}}));
    CHECK(fits({{"label!", "owner"}}));
    CHECK(fits({{"label!", "app=shop"}}));
    CHECK_FALSE(fits({{"label", "app"}, {"label!", "tier"}}));
}

TEST_CASE("what was made before a moment is asked for by it") {
    engine::filters wanted(known);
    wanted.add("until", "10m");
    CHECK(wanted.until(core::wall_now() - 11min));
    CHECK_FALSE(wanted.until(core::wall_now() - 9min));
    wanted.add("until", "1h");
    CHECK_FALSE(wanted.until(core::wall_now() - 11min));
}

TEST_CASE("names and values that mean nothing are refused") {
    engine::filters wanted(known);
    CHECK_THROWS_WITH(wanted.add("nosuch", "x"),
                      "invalid filter 'nosuch': there are dangling, label, label!, name, until");
    CHECK(wanted.known("name").name == "name");
    CHECK_THROWS_WITH(wanted.known(""), Catch::StartsWith("invalid filter '': there are "));
    CHECK_THROWS_WITH(wanted.add("until", "later"), Catch::StartsWith("'later' is no moment"));
    CHECK_THROWS_WITH(engine::filters().add("name", "x"), "invalid filter 'name'");
    CHECK_FALSE(wanted.has("until"));
}

}  // namespace filters_test
