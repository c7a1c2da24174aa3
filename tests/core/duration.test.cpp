// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/duration.hpp>

#include <catch2/catch.hpp>

namespace duration_test {

using slipway::core::parse_duration;
using namespace std::chrono_literals;

TEST_CASE("durations are written as in Go, or in seconds") {
    CHECK(parse_duration("90s") == 90s);
    CHECK(parse_duration("1m30s") == 90s);
    CHECK(parse_duration("1.5h") == 90min);
    CHECK(parse_duration("250ms") == 250ms);
    CHECK(parse_duration("30") == 30s);
    CHECK(parse_duration("0") == 0s);
}

TEST_CASE("what is no duration is none") {
    for (const char* s : {"", "s", "-1s", "1d", "1 s", "99999999999h"}) {
        INFO(s);
        CHECK_FALSE(parse_duration(s).has_value());
    }
}

}  // namespace duration_test
