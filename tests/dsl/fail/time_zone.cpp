// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_time_zone_is_a_name_such_as_Europe_Berlin_or_Etc_UTC
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    CronJob made{.name = "c", .schedule = "@daily", .timeZone = "Europe Berlin", .containers = {{.name = "c", .image = "a"}}};
#else
    CronJob made{.name = "c", .schedule = "@daily", .timeZone = "Europe/Berlin", .containers = {{.name = "c", .image = "a"}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
