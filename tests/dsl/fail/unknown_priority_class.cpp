// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: The API server refuses the Pods, not the workload, which then has none.
// EXPECT: this refers to a PriorityClass that is not in the cluster
// EXPECT-NAME: did you mean urgent
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    PriorityClass urgent{.name = "urgent", .value = 1000};
#ifdef EXPECT_ERROR
    Pod p{.name = "p", .containers = {{.name = "a", .image = "a:1"}}, .priorityClassName = "urgnet"};
#else
    Pod p{.name = "p", .containers = {{.name = "a", .image = "a:1"}}, .priorityClassName = urgent};
#endif
    return {.name = "shop", .resources = {urgent, p}};
}
static_assert(sound<shop>);
