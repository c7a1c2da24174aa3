// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/ending.hpp>

#include <chrono>
#include <csignal>
#include <thread>

#include <catch2/catch.hpp>

namespace ending_test {

using namespace std::chrono_literals;
using slipway::cli::ending;

namespace {

auto in(std::chrono::milliseconds time) { return std::chrono::steady_clock::now() + time; }

bool is_blocked(int signal) {
    sigset_t now;
    ::pthread_sigmask(SIG_BLOCK, nullptr, &now);
    return ::sigismember(&now, signal) == 1;
}

}  // namespace

TEST_CASE("signals that ask for the end are waited for") {
    for (const int signal : {SIGINT, SIGTERM}) {
        const ending e;
        ::kill(::getpid(), signal);
        CHECK(e.wait(in(10s)) == ending::why::told);
        ::kill(::getpid(), signal);
        CHECK(e.wait({}) == ending::why::told);
    }
}

TEST_CASE("any thread may wake who waits") {
    const ending e;
    std::thread other(ending::wake);
    CHECK(e.wait(in(10s)) == ending::why::woken);
    other.join();
}

TEST_CASE("a wait is over at its time, and at once where that has passed") {
    const ending e;
    CHECK(e.wait(in(5ms)) == ending::why::over);
    CHECK(e.wait(in(-1s)) == ending::why::over);
}

TEST_CASE("afterwards signals are as they were, and late ones do nothing") {
    const bool before = is_blocked(SIGTERM);
    {
        const ending e;
        CHECK(is_blocked(SIGTERM));
        ::kill(::getpid(), SIGTERM);
        ::kill(::getpid(), SIGINT);
        ending::wake();
    }
    CHECK(is_blocked(SIGTERM) == before);
}

}  // namespace ending_test
