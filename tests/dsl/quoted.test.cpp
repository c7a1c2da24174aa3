// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/quoted.hpp>

#include <catch2/catch.hpp>

namespace quoted_test {

using slipway::dsl::output;

namespace {

constexpr bool is_written(std::string_view s, std::string_view as) {
    output out;
    slipway::dsl::write_quoted(out, s);
    return out.view() == as;
}

}  // namespace

TEST_CASE("text between quotes says what it holds") {
    CHECK(is_written("", "\"\""));
    CHECK(is_written("plain \xC3\xA4", "\"plain \xC3\xA4\""));
    CHECK(is_written("a\"b\\c", "\"a\\\"b\\\\c\""));
    CHECK(is_written("a\nb\tc", "\"a\\nb\\tc\""));
    CHECK(is_written("\x01\x7f", "\"\\u0001\\u007f\""));
}

static_assert(is_written("a\nb", "\"a\\nb\""));

}  // namespace quoted_test
