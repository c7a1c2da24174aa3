// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/detail/address_range.hpp>

#include <string>
#include <string_view>

#include <catch2/catch.hpp>

namespace address_range_test {

using slipway::dsl::detail::parse_address_range;

namespace {

/// The bytes of a block, in hexadecimal, and how many bits are shared; empty for one that is none.
std::string bytes_of(std::string_view block) {
    const auto range = parse_address_range(block);
    if (!range) return "";
    std::string made;
    for (std::size_t i = 0; i < (range->six ? 16u : 4u); ++i)
        for (const unsigned half : {range->first[i] / 16u, range->first[i] % 16u})
            made += "0123456789abcdef"[half];
    return made + '/' + std::to_string(range->shared);
}
constexpr bool holds(std::string_view all, std::string_view part) {
    return parse_address_range(all)->holds_more_than(*parse_address_range(part));
}

}  // namespace

TEST_CASE("blocks of addresses are read") {
    CHECK(bytes_of("10.1.255.7/8") == "0a01ff07/8");
    CHECK(bytes_of("0.0.0.0/0") == "00000000/0");
    CHECK(bytes_of("1:2:3:4:5:6:7:8/128") == "00010002000300040005000600070008/128");
    CHECK(bytes_of("fd00::/8") == "fd000000000000000000000000000000/8");
    CHECK(bytes_of("::/0") == "00000000000000000000000000000000/0");
    CHECK(bytes_of("::1/128") == "00000000000000000000000000000001/128");
    CHECK(bytes_of("2001:DB8::aBc:1/64") == "20010db800000000000000000abc0001/64");
    CHECK(bytes_of("1::2:3:4:5:6:7/16") == "00010000000200030004000500060007/16");
    CHECK(bytes_of("1:2:3:4:5:6:7::/112") == "00010002000300040005000600070000/112");
    for (const char* none : {"", "10.0.0.0", "10.0.0/8", "10.0.0.0/33", "::/129", "x::/8", "/8"})
        CHECK(bytes_of(none).empty());
}

TEST_CASE("a block holds parts of itself, of its own family") {
    static_assert(holds("10.0.0.0/8", "10.1.0.0/16"));
    static_assert(holds("0.0.0.0/0", "255.255.255.255/32"));
    static_assert(holds("10.1.2.0/23", "10.1.3.0/24"));
    static_assert(!holds("10.1.2.0/23", "10.1.4.0/24"));
    static_assert(!holds("10.0.0.0/8", "10.0.0.0/8"));
    static_assert(!holds("10.1.0.0/16", "10.0.0.0/8"));
    static_assert(!holds("10.0.0.0/8", "11.0.0.0/16"));
    static_assert(!holds("0.0.0.0/0", "fd00::/8"));
    static_assert(holds("fd00::/8", "fd12:3456::/32"));
    static_assert(!holds("fd00::/8", "fe00::/9"));
    CHECK(holds("2001:db8::/33", "2001:db8:7fff::/48"));
    CHECK_FALSE(holds("2001:db8::/33", "2001:db8:8000::/48"));
}

}  // namespace address_range_test
