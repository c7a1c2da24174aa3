// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_host_is_a_DNS_name_in_lower_case_with_an_optional_asterisk_and_dot_before
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Ingress made{.name = "i", .rules = {{.host = "*example.com"}}};
#else
    Ingress made{.name = "i", .rules = {{.host = "*.example.com"}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
