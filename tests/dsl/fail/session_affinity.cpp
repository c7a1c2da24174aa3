// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_session_affinity_is_ClientIP_or_None
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    Service it{.name = "s", .sessionAffinity = "Client"};
#else
    Service it{.name = "s", .sessionAffinity = "ClientIP"};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
