// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_schedule_is_minute_hour_day_month_weekday_such_as_0_3_x_x_1_5_or_one_of_hourly_daily_weekly_monthly_yearly_or_every
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    CronJob made{.name = "c", .schedule = "TZ=UTC 0 3 * * *", .containers = {{.name = "c", .image = "a"}}};
#else
    CronJob made{.name = "c", .schedule = "0 3 * * *", .containers = {{.name = "c", .image = "a"}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
