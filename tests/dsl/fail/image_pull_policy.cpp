// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: an_image_pull_policy_is_Always_IfNotPresent_or_Never
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    Pod it{.name = "p", .containers = {{.name = "c", .image = "a", .imagePullPolicy = "always"}}};
#else
    Pod it{.name = "p", .containers = {{.name = "c", .image = "a", .imagePullPolicy = "Always"}}};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
