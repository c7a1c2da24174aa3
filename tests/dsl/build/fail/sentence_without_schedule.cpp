// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: this CronJob has no schedule: say .schedule
// ERRORS: 2
#include <slipway/dsl/build.hpp>
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    const CronJob made = build::cron_job("report").runs(build::container("work").image("work:1"));
#else
    const CronJob made = build::cron_job("report").runs(build::container("work").image("work:1")).schedule("@daily");
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
