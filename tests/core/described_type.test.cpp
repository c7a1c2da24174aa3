// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/described_type.hpp>

#include <string>

#include <catch2/catch.hpp>

#include <slipway/json/codec.hpp>
#include <slipway/json/read.hpp>
#include <support/refusal.hpp>

namespace described_type_test {

using namespace slipway;

namespace {

struct limits {
    BOOST_HANA_DEFINE_STRUCT(limits, (long, entries), (core::optional<int>, bytes));
};
struct everything {
    BOOST_HANA_DEFINE_STRUCT(everything, (int, size), (text, image), (bool, warm), (double, ratio),
                             (unsigned, weight), (core::optional<double>, most),
                             (core::list<text>, zones), (core::list<int>, ports),
                             (core::list<limits>, tiers), (core::map<text>, settings),
                             (core::map<long>, weights), (limits, usual),
                             (core::optional<limits>, at_most), (core::int_or_string, port),
                             (core::raw, extra));
};
struct keeping {
    BOOST_HANA_DEFINE_STRUCT(keeping, (int, size));
    core::raw unknown;
};
// One that contains itself.
struct tree {
    BOOST_HANA_DEFINE_STRUCT(tree, (text, name), (core::list<tree>, below));
};

std::string mistake(const char* document) {
    try {
        json::decode<everything>(json::read(document));
    } catch (const status_error& e) {
        CHECK(e.is(core::reason::bad_request));
        return e.message();
    }
    FAIL("nothing was thrown");
    return {};
}

}  // namespace

TEST_CASE("a described struct is read and written as one of the API") {
    const json::value all = json::read(R"({
        "size": -3, "image": "cache:1", "warm": true, "ratio": 0.5, "weight": 7, "most": 1.5,
        "zones": ["a", ""], "ports": [80, 0], "tiers": [{"entries": 1, "bytes": 2}],
        "settings": {"policy": "lru"}, "weights": {"a": 5}, "usual": {"entries": 9},
        "at_most": {"entries": 10}, "port": "http", "extra": {"any": [1, "two"]}})");
    const auto read = json::decode<everything>(all);
    CHECK(read.size == -3);
    CHECK(read.image == "cache:1");
    CHECK(read.weight == 7);
    CHECK(read.ports[0] == 80);
    CHECK(read.tiers[0].bytes == 2);
    CHECK(*read.weights.find("a") == 5);
    CHECK(read.at_most->entries == 10);
    CHECK(json::encode(read) == all);
}

TEST_CASE("numbers and truth values without optional are always written, and nothing else is") {
    CHECK(json::encode(everything{}) ==
          json::read(R"({"size": 0, "warm": false, "ratio": 0.0, "weight": 0,
                         "usual": {"entries": 0}})"));
    CHECK(json::decode<everything>(json::read("{}")).size == 0);
}

TEST_CASE("a number that the member cannot hold is refused with its path") {
    CHECK(mistake(R"({"size": 2147483648})") ==
          "size: 2147483648 does not fit into this number's type");
    CHECK(mistake(R"({"weight": -1})") == "weight: -1 does not fit into this number's type");
    CHECK(mistake(R"({"ports": [1, 4294967296]})") ==
          "ports[1]: 4294967296 does not fit into this number's type");
    CHECK(mistake(R"({"tiers": [{"bytes": 4294967296}]})") ==
          "tiers[0].bytes: 4294967296 does not fit into this number's type");
    CHECK(mistake(R"({"size": "3"})") == "size: expected a whole number, found a string");
}

TEST_CASE("what a described struct does not have is kept by those that say so") {
    const json::value more = json::read(R"({"size": 1, "future": true})");
    CHECK(json::encode(json::decode<keeping>(more)) == more);
    CHECK_FALSE(json::encode(json::decode<everything>(more)).contains("future"));
}

TEST_CASE("a described struct may contain itself") {
    const json::value written =
        json::read(R"({"name": "a", "below": [{"name": "b", "below": [{"name": "c"}]}]})");
    CHECK(json::encode(json::decode<tree>(written)) == written);
}

static_assert(core::describable_member<core::list<limits>>);
static_assert(core::describable_member<core::optional<int>>);
static_assert(!core::describable_member<std::string>);
static_assert(!core::describable_member<core::list<core::list<text>>>);
static_assert(!core::describable_member<core::optional<text>>);
static_assert(!core::describable_member<const char*>);

}  // namespace described_type_test
