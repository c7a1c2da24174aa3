// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/parameters.hpp>

#include <catch2/catch.hpp>

namespace parameters_test {

using namespace slipway;
using namespace slipway::dsl;

namespace {

std::string refused(const char* name, const char* value) {
    parameters in({{text(name), text(value)}});
    try {
        in.number("count", 3, "how many", {.least = 1, .most = 50});
        in.flag("debug", false, "more output");
        in.choice("size", "small", {"small", "large"}, "of the machines");
        in.quantity("memory", "1Gi", "of each pod");
    } catch (const mistake& m) {
        return m.what();
    }
    return "";
}

}  // namespace

TEST_CASE("parameters have defaults") {
    parameters in;
    CHECK(in.number("count", 3, "how many") == 3);
    CHECK(in.string("tag", "1.4.2", "version") == "1.4.2");
    CHECK(in.flag("debug", true, "more output"));
    CHECK(in.choice("size", "small", {"small", "large"}, "of the machines") == "small");
    CHECK(in.quantity("memory", "1Gi", "of each pod") == "1Gi");
    REQUIRE(in.asked().size() == 5);
    CHECK(in.asked()[3].type == "small|large");
    CHECK(in.knows("tag"));
    CHECK_FALSE(in.knows("tags"));
}

TEST_CASE("what is given comes before the environment, and that before the default") {
    const auto environment = [](const char* name) -> const char* {
        return std::string_view(name) == "SHOP_TAG" ? "2.0" : nullptr;
    };
    parameters in({{"count", "7"}, {"debug", "true"}}, environment);
    CHECK(in.number("count", 3, "how many", {}, "SHOP_TAG") == 7);
    CHECK(in.string("tag", "1.4.2", "version", "SHOP_TAG") == "2.0");
    CHECK(in.string("other", "1.4.2", "version", "SHOP_OTHER") == "1.4.2");
    CHECK(in.flag("debug", false, "more output"));
}

TEST_CASE("values of another type are refused in words") {
    CHECK(refused("count", "7").empty());
    CHECK(refused("count", "51") == "the parameter count takes 1..50, not '51'");
    CHECK(refused("count", "-1") == "the parameter count takes 1..50, not '-1'");
    CHECK(refused("count", "") == "the parameter count takes 1..50, not ''");
    CHECK(refused("count", "5x") == "the parameter count takes 1..50, not '5x'");
    CHECK(refused("count", "99999999999999999999") ==
          "the parameter count takes 1..50, not '99999999999999999999'");
    CHECK(refused("debug", "yes") == "the parameter debug takes true|false, not 'yes'");
    CHECK(refused("size", "medium") == "the parameter size takes small|large, not 'medium'");
    CHECK(refused("memory", "lots") == "the parameter memory takes quantity, not 'lots'");
}

TEST_CASE("a value that is refused is told with the variable that it comes from") {
    const auto environment = [](const char*) -> const char* { return "many"; };
    parameters in({{"other", "few"}}, environment);
    CHECK_THROWS_WITH(
        in.number("count", 3, "how many", {.least = 1, .most = 9}, "SHOP_COUNT"),
        "the parameter count takes 1..9, not 'many', which the variable SHOP_COUNT has");
    CHECK_THROWS_WITH(in.number("other", 3, "how many", {.least = 1, .most = 9}, "SHOP_COUNT"),
                      "the parameter other takes 1..9, not 'few'");
}

TEST_CASE("a definition's own mistakes are refused") {
    parameters in;
    CHECK_THROWS_AS(in.number("count", 99, "how many", {.least = 1, .most = 50}), mistake);
    CHECK_THROWS_AS(in.choice("size", "medium", {"small", "large"}, "of the machines"), mistake);
    CHECK_THROWS_AS(in.string("Tag", "", "version"), mistake);
}

static_assert([] {
    parameters in;
    return in.number("count", 3, "how many") +
           (in.choice("size", "large", {"small", "large"}, "") == "large");
}() == 4);

}  // namespace parameters_test
