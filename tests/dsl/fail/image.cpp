// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: an_image_is_registry_slash_path_colon_tag
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Pod made{.name = "p", .containers = {{.name = "c", .image = "Shop/web"}}};
#else
    Pod made{.name = "p", .containers = {{.name = "c", .image = "shop/web"}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
