// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/parse_bytes.hpp>

#include <catch2/catch.hpp>

namespace parse_bytes_test {

using slipway::core::parse_bytes;

TEST_CASE("sizes are counted in powers of 1024") {
    CHECK(parse_bytes("1048576") == 1048576U);
    CHECK(parse_bytes("64m") == 64U << 20);
    CHECK(parse_bytes("1.5GB") == 3U << 29);
    CHECK(parse_bytes("2KiB") == 2048U);
    CHECK(parse_bytes("0") == 0U);
    for (const char* wrong : {"", "m", "b", "-1", "1x", "1 m", "99999999999999999999", "9999999t"})
        CHECK_FALSE(parse_bytes(wrong));
}

}  // namespace parse_bytes_test
