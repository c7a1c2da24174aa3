// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: what_is_exposed_needs_labels_to_be_selected_by
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    Pod web{.name = "web", .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}}}};
#ifndef EXPECT_ERROR
    web.labels = {{"app", "web"}};
#endif
    return {.name = "shop", .resources = {web, expose(web, {.ports = {{80, "http"}}})}};
}
static_assert(sound<shop>);
