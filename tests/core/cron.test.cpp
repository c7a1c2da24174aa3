// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/cron.hpp>

#include <catch2/catch.hpp>

namespace cron_test {

using slipway::core::cron;
using slipway::core::parse_cron;

namespace {

constexpr std::uint64_t bits(std::initializer_list<int> set) {
    std::uint64_t made = 0;
    for (int i : set) made |= std::uint64_t{1} << i;
    return made;
}

static_assert(parse_cron("0 3 * * 1-5")->weekdays == bits({1, 2, 3, 4, 5}));
static_assert(!parse_cron("0 3 * *"));

}  // namespace

TEST_CASE("five fields say minute, hour, day, month and weekday") {
    const auto c = parse_cron(" 5,35  */6 1-3,10 2 0 ");
    REQUIRE(c);
    CHECK(c->minutes == bits({5, 35}));
    CHECK(c->hours == bits({0, 6, 12, 18}));
    CHECK(c->days == bits({1, 2, 3, 10}));
    CHECK(c->months == bits({2}));
    CHECK(c->weekdays == bits({0}));
    CHECK_FALSE(c->every_day);
    CHECK_FALSE(c->every_weekday);
    CHECK(c->every_seconds == 0);
}

TEST_CASE("a schedule is due where one of its months has one of its days") {
    using slipway::core::is_ever_due;
    const auto due = [](const char* schedule) { return is_ever_due(parse_cron(schedule).value()); };
    for (const char* never : {"0 0 31 2 *", "0 0 30 2 *", "0 0 30,31 feb ?", "0 0 31 4,6,9,11 *"})
        CHECK_FALSE(due(never));
    for (const char* some : {"0 0 29 2 *", "0 0 31 1 *", "0 0 31 2,3 *", "0 0 30 4 *", "0 0 * 2 *",
                             "0 0 31 2 0", "0 0 31 2 */2", "@monthly", "@every 1h"})
        CHECK(due(some));
    static_assert(!is_ever_due(*parse_cron("0 0 31 2 *")));
}

TEST_CASE("a step goes on to the end of its range, or of the field") {
    CHECK(parse_cron("10/20 * * * *")->minutes == bits({10, 30, 50}));
    CHECK(parse_cron("10-30/10 * * * *")->minutes == bits({10, 20, 30}));
    CHECK(parse_cron("*/40 * * * *")->minutes == bits({0, 40}));
    CHECK(parse_cron("7/999999999 * * * *")->minutes == bits({7}));
}

TEST_CASE("days are limited by what is not a bare asterisk") {
    CHECK(parse_cron("0 0 * * *")->every_day);
    CHECK(parse_cron("0 0 ? * ?")->every_weekday);
    CHECK(parse_cron("0 0 */1 * *")->every_day);
    CHECK_FALSE(parse_cron("0 0 */2 * *")->every_day);
    CHECK_FALSE(parse_cron("0 0 1-31 * *")->every_day);
    CHECK(parse_cron("0 0 * * *")->days ==
          bits({1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16,
                17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31}));
}

TEST_CASE("months and weekdays have names, in any case") {
    CHECK(parse_cron("0 0 1 JAN,dec *")->months == bits({1, 12}));
    CHECK(parse_cron("0 0 * * Mon-FRI")->weekdays == bits({1, 2, 3, 4, 5}));
    CHECK_FALSE(parse_cron("0 0 * MON *"));
    CHECK_FALSE(parse_cron("0 JAN * * *"));
}

TEST_CASE("schedules of names") {
    CHECK(parse_cron("@hourly") == parse_cron("0 * * * *"));
    CHECK(parse_cron("@daily") == parse_cron("0 0 * * *"));
    CHECK(parse_cron("@midnight") == parse_cron("@daily"));
    CHECK(parse_cron("@weekly") == parse_cron("0 0 * * SUN"));
    CHECK(parse_cron("@monthly") == parse_cron("0 0 1 * *"));
    CHECK(parse_cron("@yearly") == parse_cron("0 0 1 1 *"));
    CHECK(parse_cron("@annually") == parse_cron("@yearly"));
    for (const char* s : {"@", "@Daily", "@reboot", "@daily ", "daily"}) CHECK_FALSE(parse_cron(s));
}

TEST_CASE("a schedule of a span counts whole seconds, and at least one") {
    CHECK(parse_cron("@every 90m")->every_seconds == 5400);
    CHECK(parse_cron("@every 1h30m10s")->every_seconds == 5410);
    CHECK(parse_cron("@every 1.5s")->every_seconds == 1);
    CHECK(parse_cron("@every 10ms")->every_seconds == 1);
    CHECK(parse_cron("@every 1500ms")->every_seconds == 1);
    for (const char* s : {"@every", "@every ", "@every 5", "@every -5m", "@every m", "@every 1d",
                          "@every .h", "@every 1m ", "@every 9999999999h"})
        CHECK_FALSE(parse_cron(s));
}

TEST_CASE("what is no schedule") {
    for (const char* s : {"",
                          " ",
                          "* * * *",
                          "* * * * * *",
                          "60 * * * *",
                          "* 24 * * *",
                          "* * 0 * *",
                          "* * 32 * *",
                          "* * * 0 *",
                          "* * * 13 *",
                          "* * * * 7",
                          "-1 * * * *",
                          "5-1 * * * *",
                          "1-2-3 * * * *",
                          "*/0 * * * *",
                          "*/ * * * *",
                          "1/2/3 * * * *",
                          ", * * * *",
                          "1,,2 * * * *",
                          "a * * * *",
                          "+1 * * * *",
                          "9999999999 * * * *",
                          "*-5 * * * *",
                          "1- * * * *"})
        CHECK_FALSE(parse_cron(s));
}

TEST_CASE("a time zone is not for the schedule") {
    for (const char* s : {"TZ=UTC 0 0 * * *", "CRON_TZ=Europe/Berlin 0 0 * * *", "TZ=UTC @daily"})
        CHECK_FALSE(parse_cron(s));
}

}  // namespace cron_test
