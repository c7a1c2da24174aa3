// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/net/random_token.hpp>

#include <catch2/catch.hpp>

namespace random_token_test {

using namespace slipway;

TEST_CASE("tokens are long, of digits, and differ") {
    const std::string one = net::random_token(), other = net::random_token();
    CHECK(one.size() == 64);
    CHECK(one.find_first_not_of("0123456789abcdef") == one.npos);
    CHECK(one != other);
}

}  // namespace random_token_test
