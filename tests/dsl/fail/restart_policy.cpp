// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_restart_policy_is_Always_OnFailure_or_Never
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Pod made{.name = "p", .containers = {{.name = "c", .image = "web"}}, .restartPolicy = "OnError"};
#else
    Pod made{.name = "p", .containers = {{.name = "c", .image = "web"}}, .restartPolicy = "OnFailure"};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
