// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: this runs no containers: say .runs
// ERRORS: 2
#include <slipway/dsl/build.hpp>
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    const Deployment made = build::deployment("web").label("app", "web").replicas(3);
#else
    const Deployment made = build::deployment("web").label("app", "web").replicas(3).runs(build::container("app").image("web:1"));
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
