// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: A warning, for definitions that say for which release they are.
// EXPECT: the cluster's Kubernetes release still serves this API version, a later one does not
// EXPECT-NAME: EndpointSlice of discovery
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    slipway::api::Endpoints made;
    made.metadata.name = "made";
#ifdef EXPECT_ERROR
    return {.name = "shop", .kubernetes = "1.35", .resources = {made}};
#else
    return {.name = "shop", .kubernetes = "1.31", .resources = {made}};
#endif
}
static_assert(spotless<shop>);
