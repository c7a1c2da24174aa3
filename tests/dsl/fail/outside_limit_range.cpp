// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: The API server refuses the Pods, not their workload.
// EXPECT: this container asks for what the LimitRange of its namespace forbids
// EXPECT-NAME: over the max 1
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    Pod p{.name = "p", .containers = {{.name = "a", .image = "a:1", .resources = {.limits = {.cpu = "2"}}}}};
#ifdef EXPECT_ERROR
    LimitRange range{.name = "range", .limits = {{.max = {.cpu = "1"}}}};
#else
    LimitRange range{.name = "range", .limits = {{.max = {.cpu = "4"}}}};
#endif
    return {.name = "shop", .resources = {p, range}};
}
static_assert(sound<shop>);
