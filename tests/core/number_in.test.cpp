// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/number_in.hpp>

#include <cstdint>

#include <catch2/catch.hpp>

namespace number_in_test {

using slipway::core::number_in;

TEST_CASE("a number is all of the text") {
    CHECK(number_in<int>("42") == 42);
    CHECK(number_in<int>("-7") == -7);
    CHECK(number_in<double>("1.5") == 1.5);
    CHECK(number_in<std::uint16_t>("65535") == 65535);
    for (const char* none : {"", " 1", "1 ", "+1", "1x", "x", "-1", "65536"}) {
        CAPTURE(none);
        CHECK_FALSE(number_in<std::uint16_t>(none));
    }
}

}  // namespace number_in_test
