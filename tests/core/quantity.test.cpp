// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/quantity.hpp>

#include <limits>
#include <string>

#include <catch2/catch.hpp>

namespace quantity_test {

using slipway::core::parse_quantity;

static_assert(parse_quantity("250m")->milli == 250);

TEST_CASE("quantities mean what the API server takes them for") {
    struct row {
        const char* written;
        std::int64_t milli;
    };
    const row rows[] = {
        {"0", 0},
        {"1", 1000},
        {"100m", 100},
        {"1.5", 1500},
        {".5", 500},
        {"2.", 2000},
        {"1k", 1'000'000},
        {"1Ki", 1'024'000},
        {"0.5Gi", 536870912000},
        {"128Mi", 134217728000},
        {"1e3", 1'000'000},
        {"1E-2", 10},
        {"+3", 3000},
        {"-3", -3000},
        {"1u", 1},
        {"1n", 1},
        {"1500u", 2},
        {"0.0001", 1},
        {"12345678901234567890", std::numeric_limits<std::int64_t>::max()},
        {"9E", std::numeric_limits<std::int64_t>::max()},
    };
    for (const row& r : rows) {
        INFO(r.written);
        REQUIRE(parse_quantity(r.written).has_value());
        CHECK(parse_quantity(r.written)->milli == r.milli);
    }
}

TEST_CASE("what is no quantity is none") {
    for (const char* s : {"", "m", "250mm", "1 Gi", "1gi", "1KI", "0x10", "1..2", "1.2.3", "e3",
                          "1e", "1e+", "--1", "1m5", "\x01"}) {
        INFO(s);
        CHECK_FALSE(parse_quantity(s).has_value());
    }
    CHECK_FALSE(parse_quantity(std::string(100'000, '.')).has_value());
}

TEST_CASE("units are rounded up") {
    CHECK(parse_quantity("1m")->units() == 1);
    CHECK(parse_quantity("1001m")->units() == 2);
    CHECK(parse_quantity("64Mi")->units() == 67108864);
}

}  // namespace quantity_test
