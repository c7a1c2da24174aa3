// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/runtime/network.hpp>

#include <algorithm>

#include <unistd.h>

#include <catch2/catch.hpp>

#include <slipway/core/status.hpp>

#include <support/own_network.hpp>

namespace network_test {

using namespace slipway;

TEST_CASE("networks are read, written and compared") {
    const auto n = runtime::ipv4_network::parse("10.241.7.0/24");
    CHECK(n.text() == "10.241.7.0/24");
    CHECK(runtime::ipv4_text(n.last()) == "10.241.7.255");
    CHECK(n.contains(runtime::ipv4_number("10.241.7.9")));
    CHECK_FALSE(n.contains(runtime::ipv4_number("10.241.8.0")));
    CHECK(n.overlaps(runtime::ipv4_network::parse("10.0.0.0/8")));
    CHECK(runtime::ipv4_network::parse("0.0.0.0/0").overlaps(n));
    CHECK_FALSE(n.overlaps(runtime::ipv4_network::parse("10.241.6.0/24")));
    CHECK(runtime::ipv4_network::parse("10.1.2.3/32").last() == runtime::ipv4_number("10.1.2.3"));
    CHECK(runtime::pods_of_program(0).text() == "10.240.0.0/16");
    CHECK(runtime::services_of_program(15).text() == "10.111.0.0/16");
    for (const std::string none : {"", "10.1.2.0", "10.1.2.0/", "10.1.2.0/33", "10.1.2.0/-1",
                                   "10.1.2/24", "::/0", "10.1.2.0/24 ", "x/24"})
        CHECK_THROWS_WITH(runtime::ipv4_network::parse(none), Catch::Contains("is no IPv4"));
    CHECK_THROWS_WITH(runtime::ipv4_network::parse("10.1.2.3/24"),
                      "\"10.1.2.3/24\" is an address in the network 10.1.2.0/24, and no network");
    CHECK_THROWS_AS(runtime::ipv4_number("1.2.3.256"), status_error);
}

TEST_CASE("this machine's networks are those of its addresses and routes") {
    if (::geteuid() != 0) {
        WARN("skipped: a network of the test's own needs root");
        return;
    }
    const support::own_network network;
    runtime::detail::rtnetlink kernel;
    REQUIRE(kernel.add_bridge("links", "", {0x02, 1, 2, 3, 4, 5}));
    const int index = kernel.index_of("links");
    kernel.add_address(index, runtime::ipv4_number("192.0.2.1"), 26);
    kernel.set_up(index);
    kernel.add_route(index, runtime::ipv4_number("198.51.100.0"), 25,
                     runtime::ipv4_number("192.0.2.2"));
    kernel.add_route(index, 0, 0, runtime::ipv4_number("192.0.2.2"));
    const auto has = [](const std::vector<runtime::ipv4_network>& all, const char* one) {
        return std::count(all.begin(), all.end(), runtime::ipv4_network::parse(one)) > 0;
    };
    const auto all = runtime::networks_here();
    CHECK(has(all, "127.0.0.0/8"));
    CHECK(has(all, "192.0.2.0/26"));
    CHECK(has(all, "198.51.100.0/25"));
    CHECK_FALSE(has(all, "0.0.0.0/0"));
    const auto others = runtime::networks_here("links");
    CHECK(has(others, "127.0.0.0/8"));
    CHECK_FALSE(has(others, "192.0.2.0/26"));
    CHECK_FALSE(has(others, "198.51.100.0/25"));
}

}  // namespace network_test
