// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/random.hpp>

#include <regex>

#include <catch2/catch.hpp>

namespace random_test {

using slipway::core::random_source;

TEST_CASE("the same seed gives the same names") {
    random_source a(7), b(7), c(8);
    const std::string first = a.suffix();
    CHECK(first == b.suffix());
    CHECK(first != c.suffix());
    CHECK(std::regex_match(first, std::regex("[bcdfghjklmnpqrstvwxz2456789]{5}")));
}

TEST_CASE("uuids are of version 4") {
    random_source random(1);
    CHECK(std::regex_match(
        random.uuid(),
        std::regex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")));
    CHECK(random.uuid() != random.uuid());
}

}  // namespace random_test
