// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: the_operator_of_a_toleration_is_Exists_or_Equal
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Pod made{.name = "p", .containers = {{.name = "c", .image = "a"}}, .tolerations = {{.key = "a", .operator_ = "In"}}};
#else
    Pod made{.name = "p", .containers = {{.name = "c", .image = "a"}}, .tolerations = {{.key = "a", .operator_ = "Exists"}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
