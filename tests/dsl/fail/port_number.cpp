// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_port_number_is_between_1_and_65535
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Pod made{.name = "p", .containers = {{.name = "c", .image = "web", .ports = {{"http", 70000}}}}};
#else
    Pod made{.name = "p", .containers = {{.name = "c", .image = "web", .ports = {{"http", 7000}}}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
