// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: this probe uses a port name that its container does not expose
// ERRORS: 1
// EXPECT-NAME: did you mean http
#include <slipway/dsl/build.hpp>
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    const Pod made = build::pod("p").runs(build::container("c").image("web:1").port("http", 80).readinessProbe(httpGet("/", "htpp")));
#else
    const Pod made = build::pod("p").runs(build::container("c").image("web:1").port("http", 80).readinessProbe(httpGet("/", "http")));
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
