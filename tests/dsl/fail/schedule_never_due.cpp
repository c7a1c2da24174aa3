// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: The CronJob is accepted and never makes a Job. A schedule that only people start is suspended.
// EXPECT: no month of this schedule has the days that it names, so that it never comes
// EXPECT-NAME: 0 0 31 4,6,9,11 \*
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    CronJob report{.name = "report", .schedule = "0 0 31 4,6,9,11 *", .containers = {{.name = "app", .image = "report:1"}}};
#else
    CronJob report{.name = "report", .schedule = "0 0 30 4,6,9,11 *", .containers = {{.name = "app", .image = "report:1"}}};
#endif
    return {.name = "shop", .resources = {report}};
}
static_assert(sound<shop>);
