// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/runtime/in_network.hpp>

#include <filesystem>
#include <string>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <support/own_network.hpp>

namespace in_network_test {

using namespace slipway;

namespace {

std::string network_here() {
    return std::filesystem::read_symlink("/proc/thread-self/ns/net").string();
}

}  // namespace

TEST_CASE(
    "what is called in a network is there, with the threads that it starts, and its result is given") {
    if (::geteuid() != 0) {
        WARN("skipped: a network namespace needs root");
        return;
    }
    const std::string before = network_here();
    core::owned_fd other;
    std::string its_name;
    {
        const support::own_network made;
        other = core::open_or_throw("/proc/thread-self/ns/net", O_RDONLY);
        its_name = network_here();
    }
    REQUIRE(its_name != before);
    CHECK(runtime::in_network(other.get(), network_here) == its_name);
    std::string in_thread;
    runtime::in_network(other.get(),
                        [&] { std::thread([&] { in_thread = network_here(); }).join(); });
    CHECK(in_thread == its_name);
    CHECK(network_here() == before);
    CHECK_THROWS_WITH(
        runtime::in_network(other.get(),
                            []() -> int { throw status_error(core::reason::conflict, "told"); }),
        "told");
}

TEST_CASE("without another network it is called here") {
    const auto me = std::this_thread::get_id();
    CHECK(runtime::in_network(-1, [] { return std::this_thread::get_id(); }) == me);
}

TEST_CASE("what is no network cannot be entered") {
    const core::owned_fd nothing = core::open_or_throw("/dev/null", O_RDONLY);
    CHECK_THROWS_WITH(runtime::in_network(nothing.get(), [] {}),
                      Catch::Contains("cannot enter a network namespace"));
}

}  // namespace in_network_test
