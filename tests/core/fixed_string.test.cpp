// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/fixed_string.hpp>

#include <catch2/catch.hpp>

namespace fixed_string_test {

using slipway::core::fixed_string;

template <fixed_string Name>
constexpr std::string_view named() {
    return Name.view();
}

TEST_CASE("a literal is a template argument") {
    STATIC_REQUIRE(named<"web">() == "web");
    STATIC_REQUIRE(named<"">().empty());
}

}  // namespace fixed_string_test
