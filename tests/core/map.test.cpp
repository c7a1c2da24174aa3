// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/map.hpp>

#include <catch2/catch.hpp>

namespace map_test {

using slipway::core::map;
using slipway::core::text;

constexpr bool finds() {
    const map<text> m{{"a", "1"}, {"b", "2"}};
    return m.find("b")->view() == "2";
}
static_assert(finds());

TEST_CASE("a map finds, adds, replaces and erases by key, and keeps the order of adding") {
    map<text> labels{{"tier", "front"}, {"app", "web"}};
    CHECK(labels.contains("app"));
    CHECK(labels.find("zone") == nullptr);
    labels["zone"] = "a";
    labels["app"] = "cart";
    REQUIRE(labels.size() == 3);
    CHECK(labels.begin()->key == "tier");
    CHECK(*labels.find("app") == "cart");
    const map<text> before = labels;
    labels.erase("tier");
    CHECK(labels.size() == 2);
    CHECK(before.size() == 3);
}

}  // namespace map_test
