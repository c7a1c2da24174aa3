// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: this container has no image: say .image
// ERRORS: 2
#include <slipway/dsl/build.hpp>
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    const Deployment made = build::deployment("web").label("app", "web").runs(build::container("app").port("http", 8080));
#else
    const Deployment made = build::deployment("web").label("app", "web").runs(build::container("app").port("http", 8080).image("web:1"));
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
