// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_path_is_absolute_and_without_colons
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Pod made{.name = "p", .containers = {{.name = "c", .image = "web", .volumeMounts = {{"data", "data"}}}}, .volumes = {{"data", emptyDir{}}}};
#else
    Pod made{.name = "p", .containers = {{.name = "c", .image = "web", .volumeMounts = {{"data", "/data"}}}}, .volumes = {{"data", emptyDir{}}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
