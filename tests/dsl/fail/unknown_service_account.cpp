// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: The ReplicaSet cannot create its Pods.
// EXPECT: this refers to a ServiceAccount that is not in the cluster
// EXPECT-NAME: did you mean reader
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    ServiceAccount reader{.name = "reader"};
#ifdef EXPECT_ERROR
    Pod p{.name = "p", .containers = {{.name = "a", .image = "a:1"}}, .serviceAccountName = "raeder"};
#else
    Pod p{.name = "p", .containers = {{.name = "a", .image = "a:1"}}, .serviceAccountName = reader};
#endif
    return {.name = "shop", .resources = {reader, p}};
}
static_assert(sound<shop>);
