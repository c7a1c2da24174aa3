// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_time_zone_is_a_name_such_as_Europe_Berlin_or_Etc_UTC
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    CronJob it{.name = "c", .schedule = "@daily", .timeZone = "Europe Berlin"};
#else
    CronJob it{.name = "c", .schedule = "@daily", .timeZone = "Europe/Berlin"};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
