// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: an_access_mode_is_ReadWriteOnce_ReadOnlyMany_ReadWriteMany_or_ReadWriteOncePod
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    PersistentVolumeClaim it{.name = "c", .accessModes = {"RWO"}};
#else
    PersistentVolumeClaim it{.name = "c", .accessModes = {"ReadWriteOnce"}};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
