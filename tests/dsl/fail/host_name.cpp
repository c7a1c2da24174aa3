// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_host_is_a_DNS_name_in_lower_case_with_an_optional_asterisk_and_dot_before
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    Ingress it{.name = "i", .rules = {{.host = "*example.com"}}};
#else
    Ingress it{.name = "i", .rules = {{.host = "*.example.com"}}};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
