// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/net/patience.hpp>

#include <catch2/catch.hpp>

namespace patience_test {

using namespace slipway;
using namespace std::chrono_literals;

namespace {

std::optional<long> asked(const std::string& value) {
    return net::retry_after({429, {{"Retry-After", value}}, {}});
}

}  // namespace

TEST_CASE("a server asks for patience in seconds") {
    CHECK(asked("0") == 0L);
    CHECK(asked("120") == 120L);
    for (const char* wrong :
         {"", "-1", "1.5", "soon", "1 ", "Wed, 21 Oct 2015 07:28:00 GMT", "99999999999999999999"})
        CHECK_FALSE(asked(wrong));
    CHECK_FALSE(net::retry_after({}));
}

TEST_CASE("pauses grow to the longest, and are not all alike") {
    core::random_source random(1);
    for (int i = 0; i < 100; ++i) {
        for (const auto& [n, whole] :
             {std::pair{1, 100ms}, {2, 200ms}, {4, 800ms}, {5, 1000ms}, {1000, 1000ms}}) {
            const auto pause = net::back_off(n, 100ms, 1000ms, random);
            CHECK(pause >= whole / 2);
            CHECK(pause <= whole);
        }
        CHECK(net::jitter(0ms, random) == 0ms);
        CHECK(net::jitter(-5ms, random) == 0ms);
        CHECK(net::jitter(5ms, random) <= 5ms);
    }
}

}  // namespace patience_test
