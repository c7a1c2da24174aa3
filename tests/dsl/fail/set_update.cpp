// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_StatefulSet_or_DaemonSet_is_updated_by_RollingUpdate_or_OnDelete
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    DaemonSet it{.name = "d", .updateStrategy = "Recreate"};
#else
    DaemonSet it{.name = "d", .updateStrategy = "OnDelete"};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
