// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: an_image_is_registry_slash_path_colon_tag
// ERRORS: 2
#include <slipway/dsl/build.hpp>
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    const Pod made = build::pod("p").runs(build::container("c").image("Shop/web"));
#else
    const Pod made = build::pod("p").runs(build::container("c").image("shop/web"));
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
