// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: the_restart_policy_of_a_Job_is_OnFailure_or_Never
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Job made{.name = "j", .containers = {{.name = "c", .image = "a"}}, .restartPolicy = "Always"};
#else
    Job made{.name = "j", .containers = {{.name = "c", .image = "a"}}, .restartPolicy = "OnFailure"};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
