// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/subscription.hpp>

#include <catch2/catch.hpp>

namespace subscription_test {

using slipway::core::subscription;

TEST_CASE("a subscription stops once, at the latest when it goes") {
    int stopped = 0;
    {
        subscription a([&] { ++stopped; });
        CHECK(static_cast<bool>(a));
        subscription b = std::move(a);
        CHECK_FALSE(static_cast<bool>(a));
        CHECK(stopped == 0);
        b.stop();
        b.stop();
        CHECK(stopped == 1);
        b = subscription([&] { stopped += 10; });
    }
    CHECK(stopped == 11);
}

}  // namespace subscription_test
