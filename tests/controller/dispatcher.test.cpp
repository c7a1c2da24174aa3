// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/controller/dispatcher.hpp>

#include <atomic>
#include <string>

#include <catch2/catch.hpp>

#include <support/eventually.hpp>
#include <support/manual_time.hpp>

namespace dispatcher_test {

namespace {

using namespace std::chrono_literals;
using slipway::controller::dispatcher;
using support::eventually;

/// What tasks wrote, in their order.
struct story {
    std::mutex mutex;
    std::string text;

    dispatcher::task line(char c) {
        return [this, c] {
            std::lock_guard lock(mutex);
            text += c;
        };
    }
    std::string told() {
        std::lock_guard lock(mutex);
        return text;
    }
    bool becomes(const std::string& expected) {
        return eventually([&] { return told() == expected; });
    }
};

}  // namespace

TEST_CASE(
    "tasks run in the order in which they were posted, those from before the start too, by one thread") {
    slipway::core::system_time time;
    story told;
    std::atomic<int> inside{0};
    std::atomic<bool> together{false};
    dispatcher d(time);
    d.post(told.line('a'));
    d.post(told.line('b'));
    d.start();
    for (int i = 0; i < 100; ++i)
        d.post([&] {
            together = together || ++inside > 1;
            --inside;
        });
    d.post(told.line('c'));
    CHECK(told.becomes("abc"));
    CHECK_FALSE(together);
}

TEST_CASE("a task may post another") {
    slipway::core::system_time time;
    story told;
    dispatcher d(time);
    d.start();
    d.post([&] {
        d.post(told.line('b'));
        told.line('a')();
    });
    CHECK(told.becomes("ab"));
}

TEST_CASE("later tasks run when their time has come, in the order of their times") {
    support::manual_time time;
    story told;
    dispatcher d(time);
    d.start();
    d.post_after(20s, told.line('c'));
    d.post_after(10s, told.line('b'));
    d.post(told.line('a'));
    REQUIRE(told.becomes("a"));
    time.pass(9s);
    d.post(told.line('.'));
    REQUIRE(told.becomes("a."));
    time.pass(1s);
    REQUIRE(told.becomes("a.b"));
    time.pass(10s);
    CHECK(told.becomes("a.bc"));
}

TEST_CASE("stopping waits for the task that runs and drops the others") {
    slipway::core::system_time time;
    story told;
    dispatcher d(time);
    std::atomic<bool> begun{false}, leave{false};
    d.post([&] {
        begun = true;
        eventually([&] { return leave.load(); });
        told.line('a')();
    });
    d.post(told.line('b'));
    d.post_after(1h, told.line('c'));
    d.start();
    REQUIRE(eventually([&] { return begun.load(); }));
    std::jthread stopping([&] { d.stop(); });
    leave = true;
    stopping.join();
    CHECK(told.told().substr(0, 1) == "a");
    const std::string after = told.told();
    d.stop();
    CHECK(told.told() == after);
}

}  // namespace dispatcher_test
