// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/command/detail/bytes_in.hpp>

#include <catch2/catch.hpp>

namespace bytes_in_test {

using slipway::cli::command::usage_error;
using slipway::cli::command::detail::bytes_in;

TEST_CASE("a number of bytes has a unit") {
    CHECK(bytes_in("1048576") == 1048576);
    CHECK(bytes_in("512m") == 512ULL << 20);
    CHECK(bytes_in("1.5GB") == 3ULL << 29);
    CHECK(bytes_in("1GiB") == 1ULL << 30);
    CHECK(bytes_in("0.5k") == 512);
    CHECK(bytes_in("0") == 0);
    for (const char* none :
         {"", "b", "m", "-1m", "1e3", "1e3m", "nan", "infm", "2000000t", "12 m"}) {
        CAPTURE(none);
        CHECK_THROWS_AS(bytes_in(none), usage_error);
    }
}

}  // namespace bytes_in_test
