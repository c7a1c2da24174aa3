// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/runtime/stop_signal.hpp>

#include <catch2/catch.hpp>

namespace stop_signal_test {

using slipway::runtime::stop_signal;

TEST_CASE("signals have names with and without SIG, and numbers") {
    CHECK(stop_signal("SIGTERM") == SIGTERM);
    CHECK(stop_signal("INT") == SIGINT);
    CHECK(stop_signal("SIGQUIT") == SIGQUIT);
    CHECK(stop_signal("9") == SIGKILL);
    CHECK(stop_signal("SIGUSR1") == SIGUSR1);
}

TEST_CASE("real-time signals are counted from their ends") {
    CHECK(stop_signal("SIGRTMIN+3") == SIGRTMIN + 3);  // systemd's
    CHECK(stop_signal("RTMIN") == SIGRTMIN);
    CHECK(stop_signal("SIGRTMAX-2") == SIGRTMAX - 2);
    for (const char* beyond :
         {"SIGRTMIN+99", "SIGRTMAX-99", "SIGRTMAX+1", "SIGRTMIN-1", "SIGRTMIN+", "SIGRTMIN+x"}) {
        CAPTURE(beyond);
        CHECK(stop_signal(beyond) == SIGTERM);
    }
}

TEST_CASE("what is no signal is SIGTERM") {
    for (const char* none :
         {"", "SIG", "SIGNOTHING", "0", "-9", "65", "99999999999999", "9x", " 9"}) {
        CAPTURE(none);
        CHECK(stop_signal(none) == SIGTERM);
    }
}

TEST_CASE("a signal is named, or nothing is") {
    using slipway::runtime::signal_named;
    for (const char* term : {"TERM", "SIGTERM", "15", "SIG15"})
        CHECK(signal_named(term) == SIGTERM);
    CHECK(signal_named("KILL") == SIGKILL);
    CHECK(signal_named("SIGRTMIN+3") == SIGRTMIN + 3);
    for (const char* none : {"", "SIG", "NOTHING", "0", "-9", "9x", "SIGRTMIN+x"}) {
        CAPTURE(none);
        CHECK_FALSE(signal_named(none));
    }
}

}  // namespace stop_signal_test
