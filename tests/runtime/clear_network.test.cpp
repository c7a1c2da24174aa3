// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/runtime/clear_network.hpp>

#include <optional>

#include <net/if.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <slipway/runtime/linux.hpp>

#include <support/own_network.hpp>
#include <support/stocked_images.hpp>

namespace clear_network_test {

using namespace slipway;

TEST_CASE(
    "the link of a network goes with its last pod, and what a killed one has left is removed") {
    if (::geteuid() != 0) {
        WARN("skipped: the linux runtime needs root");
        return;
    }
    const support::own_network network;
    support::stocked_images images;
    const runtime::network_spec front{.directory = images.files / "front",
                                      .name = "front",
                                      .bridge = "slipway-front",
                                      .subnet = "10.241.7.0/29",
                                      .gateway = "10.241.7.6"};
    std::optional<runtime::linux_> r;
    r.emplace(images.files / "run");
    CHECK(r->run_sandbox("one", {.hostname = "one", .network = front}).ip == "10.241.7.2");
    CHECK(::if_nametoindex("slipway-front") != 0);
    CHECK_THROWS_WITH(runtime::clear_network(front),
                      "containers are in the network at the link slipway-front");
    // All addresses but those of the network, of the gateway, and of all.
    for (const std::string address : {"10.241.7.3", "10.241.7.4", "10.241.7.5"})
        CHECK(r->run_sandbox(address, {.hostname = "more", .network = front}).ip == address);
    CHECK_THROWS_WITH(r->run_sandbox("many", {.hostname = "many", .network = front}),
                      "the pods' network 10.241.7.0/29 has no address left");
    r.reset();
    CHECK(::if_nametoindex("slipway-front") == 0);

    // As somebody leaves it who is killed: its addresses are nobody's.
    runtime::detail::rtnetlink kernel;
    REQUIRE(kernel.add_bridge("slipway-front", "slipway network " + front.directory.string(),
                              {0x02, 1, 2, 3, 4, 5}));
    scratch_directory::write(front.directory / "taken/7", "");
    runtime::clear_network(front);
    CHECK(::if_nametoindex("slipway-front") == 0);
    CHECK_FALSE(std::filesystem::exists(front.directory / "taken/7"));
    runtime::clear_network(front);  // there is nothing any more

    r.emplace(images.files / "run");
    REQUIRE(kernel.add_bridge("slipway-front", "somebody else's", {0x02, 1, 2, 3, 4, 5}));
    CHECK_THROWS_WITH(r->run_sandbox("one", {.network = front}),
                      "somebody else has a link slipway-front on this machine");
    kernel.remove_link("slipway-front");
    REQUIRE(kernel.add_bridge("others", "", {0x02, 1, 2, 3, 4, 5}));
    kernel.add_address(kernel.index_of("others"), 10U << 24 | 241U << 16 | 1, 16);
    CHECK_THROWS_WITH(
        r->run_sandbox("one", {.network = front}),
        "this machine has addresses in 10.241.0.0/16 elsewhere: the network 10.241.7.0/29 cannot be had beside them");
    CHECK(::if_nametoindex("slipway-front") == 0);
}

}  // namespace clear_network_test
