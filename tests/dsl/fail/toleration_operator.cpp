// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: the_operator_of_a_toleration_is_Exists_or_Equal
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    Pod it{.name = "p", .tolerations = {{.key = "a", .operator_ = "In"}}};
#else
    Pod it{.name = "p", .tolerations = {{.key = "a", .operator_ = "Exists"}}};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
