// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: an_access_mode_is_ReadWriteOnce_ReadOnlyMany_ReadWriteMany_or_ReadWriteOncePod
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    PersistentVolumeClaim made{.name = "c", .accessModes = {"RWO"}, .size = "1Gi"};
#else
    PersistentVolumeClaim made{.name = "c", .accessModes = {"ReadWriteOnce"}, .size = "1Gi"};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
