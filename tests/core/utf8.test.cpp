// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/utf8.hpp>

#include <string>

#include <catch2/catch.hpp>

namespace utf8_test {

using namespace slipway;

TEST_CASE("characters are well-formed or none") {
    for (const std::string good : {"", "plain", "\u00e4\u20ac", "\U0001F600", "\x7f"})
        CHECK(core::is_utf8(good));
    CHECK(core::is_utf8(std::string("\0", 1)));
    for (const std::string bad : {"\x80", "\xc3", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80",
                                  "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80", "a\xff"})
        CHECK_FALSE(core::is_utf8(bad));
    CHECK(core::character_length("\xe2\x82\xac rest") == 3);
    CHECK(core::character_length("") == 0);
}

}  // namespace utf8_test
