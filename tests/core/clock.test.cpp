// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/clock.hpp>

#include <catch2/catch.hpp>

namespace clock_test {

using namespace slipway::core;
using namespace std::chrono_literals;

TEST_CASE("times are written and read as RFC 3339") {
    const time_source::wall_time t = parse_rfc3339("2026-01-31T12:00:00Z");
    CHECK(rfc3339(t) == "2026-01-31T12:00:00Z");
    CHECK(rfc3339_micro(t + 42us) == "2026-01-31T12:00:00.000042Z");
    CHECK(parse_rfc3339("2026-01-31T12:00:00.000042Z") == t + 42us);
    CHECK(parse_rfc3339("2026-01-31T14:00:00+02:00") == t);
    CHECK(parse_rfc3339("2026-01-31T06:30:00.5-05:30") == t + 500ms);
    CHECK(rfc3339(t + 999ms) == "2026-01-31T12:00:00Z");
    CHECK(rfc3339_micro(parse_rfc3339("1969-12-31T23:59:59.999999Z")) ==
          "1969-12-31T23:59:59.999999Z");
}

TEST_CASE("seconds since 1970 are read, with a fraction or without") {
    const time_source::wall_time t = parse_rfc3339("2026-01-31T12:00:00Z");
    CHECK(parse_unix_time("1769860800") == t);
    CHECK(parse_unix_time("1769860800.25") == t + 250ms);
    CHECK(parse_unix_time("1769860800.0000000429") == t + 42ns);
    CHECK(parse_unix_time("0") == time_source::wall_time());
    for (const char* s : {"", ".5", "-1", "1.x", "1.-5", "10m", "9000000000", "2026-01-31"})
        CHECK(!parse_unix_time(s));
}

TEST_CASE("what is no time is refused") {
    for (const char* s :
         {"", "yesterday", "2026-01-31", "2026-01-31T12:00:00", "2026-01-31T12:00:00X",
          "2026-01-31T12:00:00+2", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z",
          "2026-01-31T25:00:00Z", "2026-01-31T12:61:00Z", " 2026-01-31T12:00:00Z",
          "2026-1-31T12:00:00Z", "2026-01-31T12:00:00.Z", "2026-01-31T12:00:00+25:00",
          "2026-01-31T12:00:00+01:60", "2026-01-31T12:00:00+-1:00", "2026-01-31T12:00:00Z ",
          "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"}) {
        CAPTURE(s);
        CHECK_THROWS_AS(parse_rfc3339(s), std::invalid_argument);
    }
}

TEST_CASE("a wait ends by condition, time or stop") {
    system_time time;
    std::mutex mutex;
    std::condition_variable_any changed;
    std::unique_lock lock(mutex);
    std::stop_source stop;
    CHECK(time.wait(lock, changed, stop.get_token(), time_source::steady_time::max(),
                    [] { return true; }));
    CHECK_FALSE(time.wait(lock, changed, stop.get_token(), time.now() + 1ms, [] { return false; }));
    stop.request_stop();
    CHECK_FALSE(time.wait(lock, changed, stop.get_token(), time_source::steady_time::max(),
                          [] { return false; }));
}

}  // namespace clock_test
