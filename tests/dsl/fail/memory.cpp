// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: an_amount_of_memory_is_a_quantity_of_bytes_such_as_128Mi
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Pod made{.name = "p", .containers = {{.name = "c", .image = "web", .resources = {.limits = {.memory = "128m"}}}}};
#else
    Pod made{.name = "p", .containers = {{.name = "c", .image = "web", .resources = {.limits = {.memory = "128Mi"}}}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
