// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_port_name_is_at_most_15_lowercase_letters_digits_and_single_dashes
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Pod made{.name = "p", .containers = {{.name = "c", .image = "web", .ports = {{"http_port", 8080}}}}};
#else
    Pod made{.name = "p", .containers = {{.name = "c", .image = "web", .ports = {{"http-port", 8080}}}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
