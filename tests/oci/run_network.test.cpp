// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/oci/run_network.hpp>

#include <catch2/catch.hpp>

namespace run_network_test {

using namespace slipway;

TEST_CASE("a network of a build's commands has a word, and no word is the default") {
    for (const auto n :
         {oci::run_network::by_default, oci::run_network::none, oci::run_network::host})
        CHECK(oci::parse_run_network(oci::to_string(n)) == n);
    CHECK(oci::parse_run_network("") == oci::run_network::by_default);
    CHECK_THROWS_WITH(oci::parse_run_network("mine"),
                      "the network of a build's commands is default, none or host, not \"mine\"");
}

}  // namespace run_network_test
