// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_config_key_is_letters_digits_dashes_dots_underscores
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    ConfigMap made{.name = "c", .data = {{"log level", "info"}}};
#else
    ConfigMap made{.name = "c", .data = {{"log.level", "info"}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
