// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: this Image is made of nothing: say .from
// ERRORS: 2
#include <slipway/dsl/build.hpp>
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    const Image made = build::image("web:1");
#else
    const Image made = build::image("web:1").from(program("web"));
#endif
    return {.name = "shop", .resources = {ConfigMap{.name = "settings"}}, .images = {made}};
}
static_assert(sound<shop>);
