// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_quantity_is_a_number_not_negative_and_one_suffix_of
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Pod made{.name = "p", .containers = {{.name = "c", .image = "web", .resources = {.requests = {.cpu = "250mm"}}}}};
#else
    Pod made{.name = "p", .containers = {{.name = "c", .image = "web", .resources = {.requests = {.cpu = "250m"}}}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
