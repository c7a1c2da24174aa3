// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: this PersistentVolumeClaim has no size: say .size
// ERRORS: 2
#include <slipway/dsl/build.hpp>
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    const PersistentVolumeClaim made = build::persistent_volume_claim("data").accessMode("ReadWriteOnce");
#else
    const PersistentVolumeClaim made = build::persistent_volume_claim("data").accessMode("ReadWriteOnce").size("1Gi");
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
