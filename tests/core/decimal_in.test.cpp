// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/decimal_in.hpp>

#include <catch2/catch.hpp>

namespace decimal_in_test {

using slipway::core::decimal_in;

TEST_CASE("numbers with a point are multiplied without rounding on the way") {
    const std::uint64_t most = 1'000'000'000'000'000'000;
    CHECK(decimal_in("1", 1, most) == 1);
    CHECK(decimal_in("1.5", 1000, most) == 1500);
    CHECK(decimal_in(".5", 1000, most) == 500);
    CHECK(decimal_in("2.", 1000, most) == 2000);
    CHECK(decimal_in("0.999999999999999999999999999999", 1000, most) == 999);
    CHECK(decimal_in("0.1", std::uint64_t(1) << 40, most) == 109'951'162'777);
    CHECK(decimal_in("1000000000000000000", 1, most) == most);
    for (const char* none :
         {"", ".", "-1", "+1", "1e3", "nan", "inf", "0x10", " 1", "1 ", "1.5.5", "1.-5", "1,5"}) {
        CAPTURE(none);
        CHECK_FALSE(decimal_in(none, 1000, most));
    }
    for (const char* too_much :
         {"1000000000000000001", "18446744073709551616", "99999999999999999999999"}) {
        CAPTURE(too_much);
        CHECK_FALSE(decimal_in(too_much, 1, most));
    }
    CHECK_FALSE(decimal_in("10000.000001", 1'000'000, 10'000'000'000));
    CHECK(decimal_in("10000", 1'000'000, 10'000'000'000) == 10'000'000'000);
}

}  // namespace decimal_in_test
