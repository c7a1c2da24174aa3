// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/optional.hpp>

#include <slipway/core/text.hpp>

#include <catch2/catch.hpp>

namespace optional_test {

using slipway::core::optional;
using slipway::core::text;

namespace {

struct node {
    text name{};
    optional<node> next{};
};

constexpr bool chained() {
    node a{.name = "a"};
    a.next.emplace().name = "b";
    const node copy = a;
    a.next.emplace().name = "c";
    return copy.next->name == "b" && a.next->name == "c" && !copy.next->next.has_value();
}
static_assert(chained());

}  // namespace

TEST_CASE("an object that may be absent is looked at by a pointer") {
    node a{.name = "a"};
    CHECK(a.next.get() == nullptr);
    a.next.emplace().name = "b";
    const node copy = a;
    REQUIRE(a.next.get() != nullptr);
    CHECK(a.next.get()->name == "b");
    CHECK(copy.next.get() == a.next.get());
}

TEST_CASE("a number that is absent reads as zero") {
    optional<long> n;
    CHECK_FALSE(n.has_value());
    CHECK(n + 1 == 1);
    CHECK(n.value_or(7) == 7);
    n = 0;
    CHECK(n.has_value());
    CHECK(n.value_or(7) == 0);
    n.reset();
    CHECK_FALSE(n.has_value());
}

TEST_CASE("a truth value that is false is not the same as an absent one") {
    const optional<bool> no = false, absent;
    CHECK_FALSE(no == absent);
    CHECK_FALSE(static_cast<bool>(no));
    CHECK(no.has_value());
}

TEST_CASE("an object that is absent reads as an empty one") {
    const optional<node> absent;
    CHECK(absent->name.empty());
    CHECK(absent->next->next->name.empty());
    CHECK_FALSE(absent);
}

}  // namespace optional_test
