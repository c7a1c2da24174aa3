// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/edit_distance.hpp>

#include <string>

#include <catch2/catch.hpp>

namespace edit_distance_test {

using slipway::core::edit_distance;

static_assert(edit_distance("", "") == 0);
static_assert(edit_distance("web", "web") == 0);
static_assert(edit_distance("web", "wbe") == 1);
static_assert(edit_distance("http", "htpp") == 1);
static_assert(edit_distance("http", "https") == 1);
static_assert(edit_distance("", "abc") == 3);
static_assert(edit_distance("kitten", "sitting") == 3);

TEST_CASE("distances are the same both ways, and 99 for long words") {
    const std::string longest(38, 'a'), too_long(39, 'a');
    CHECK(edit_distance("abcdef", "azced") == edit_distance("azced", "abcdef"));
    CHECK(edit_distance(longest, "b") == 38);
    CHECK(edit_distance(too_long, "a") == 99);
    CHECK(edit_distance("a", too_long) == 99);
}

}  // namespace edit_distance_test
