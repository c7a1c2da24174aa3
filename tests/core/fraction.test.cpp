// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/fraction.hpp>

#include <cstdlib>
#include <limits>
#include <string>

#include <catch2/catch.hpp>

namespace fraction_test {

using slipway::core::fraction;

static_assert(fraction(0) == "0");
static_assert(fraction(3) == "3");
static_assert(fraction(-2) == "-2");
static_assert(fraction(0.5) == "0.5");
static_assert(fraction(-0.05) == "-0.05");
static_assert(fraction(2.75) == "2.75");
static_assert(fraction(0.1) == "0.1");
static_assert(fraction(1e-7) == "0.0000001");
static_assert(fraction(123456789.125) == "123456789.125");
static_assert(fraction(999999999999999.0) == "999999999999999");

TEST_CASE("what a fraction is written as is read as the same number") {
    int written = 0;
    for (int i = -2000; i < 2000; ++i)
        for (const double n : {i / 7.0, i * 0.01, i / 1024.0, i * 1e-9, i * 12345.678}) {
            const auto t = fraction(n);
            if (t.empty()) continue;
            ++written;
            INFO(t.view());
            REQUIRE(std::strtod(t.c_str(), nullptr) == n);
        }
    CHECK(written > 10'000);
}

TEST_CASE("what needs more digits is not written") {
    for (const double n : {1e15, -1e15, 1e300, 1e-16, std::numeric_limits<double>::infinity(),
                           std::numeric_limits<double>::quiet_NaN()})
        CHECK(fraction(n).empty());
}

}  // namespace fraction_test
