// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_service_name_is_at_most_63_lowercase_letters_digits_and_dashes_and_starts_with_a_letter
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Service made{.name = "1st", .ports = {{80}}};
#else
    Service made{.name = "first", .ports = {{80}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
