// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/net/timer.hpp>

#include <atomic>

#include <catch2/catch.hpp>

#include <support/eventually.hpp>

namespace timer_test {

using namespace slipway;
using namespace std::chrono_literals;
using support::eventually;

namespace {

/// Whether what was given to the I/O thread so far has been done, timers of no time among it.
bool caught_up(net::io_threads& io) {
    std::atomic<bool> reached = false;
    const net::timer marker(io, 0ns, [&] { reached = true; });
    return eventually([&] { return reached.load(); });
}

}  // namespace

TEST_CASE("a timer calls once, after its time and not before") {
    net::io_threads io;
    std::atomic<int> calls = 0;
    std::atomic<std::chrono::steady_clock::time_point> at{};
    const auto start = std::chrono::steady_clock::now();
    const net::timer t(io, 30ms, [&] {
        at = std::chrono::steady_clock::now();
        ++calls;
    });
    REQUIRE(eventually([&] { return calls > 0; }));
    CHECK(at.load() - start >= 30ms);
    REQUIRE(caught_up(io));
    CHECK(calls == 1);
}

TEST_CASE("a timer that is cancelled, destroyed or replaced calls nobody") {
    net::io_threads io;
    std::atomic<int> calls = 0, others = 0;
    auto never = [&] { ++calls; };
    net::timer cancelled(io, 20ms, never);
    cancelled.cancel();
    cancelled.cancel();
    {
        const net::timer destroyed(io, 20ms, never);
    }
    net::timer replaced(io, 20ms, never);
    replaced = net::timer(io, 25ms, [&] { ++others; });  // due after the three
    REQUIRE(eventually([&] { return others == 1; }));
    CHECK(calls == 0);
}

TEST_CASE("a timer that has moved goes on, and an empty one does nothing") {
    net::io_threads io;
    std::atomic<int> calls = 0;
    net::timer empty;
    empty.cancel();
    {
        net::timer made(io, 5ms, [&] { ++calls; });
        empty = std::move(made);
    }
    CHECK(eventually([&] { return calls == 1; }));
}

TEST_CASE("what a timer holds is let go with it") {
    net::io_threads io;
    const auto held = std::make_shared<int>(0);
    {
        const net::timer t(io, 1h, [held] { ++*held; });
        CHECK(held.use_count() == 2);
    }
    CHECK(eventually([&] { return held.use_count() == 1; }));
}

}  // namespace timer_test
