// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_schedule_is_minute_hour_day_month_weekday_such_as_0_3_x_x_1_5_or_one_of_hourly_daily_weekly_monthly_yearly_or_every
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    CronJob it{.name = "c", .schedule = "0 25 * * *"};
#else
    CronJob it{.name = "c", .schedule = "0 23 * * *"};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
