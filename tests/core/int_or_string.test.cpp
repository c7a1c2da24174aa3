// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/int_or_string.hpp>

#include <string>

#include <catch2/catch.hpp>

namespace int_or_string_test {

using slipway::core::int_or_string;

static_assert(int_or_string(80).is_number() && int_or_string(80).number == 80);
static_assert(int_or_string("http").is_string() && int_or_string("http").string == "http");
static_assert(!int_or_string().has_value());

TEST_CASE("a number is not the text of it") {
    CHECK_FALSE(int_or_string(80) == int_or_string("80"));
    CHECK(int_or_string(std::string("25%")) == int_or_string("25%"));
}

}  // namespace int_or_string_test
