// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: For definitions that say for which release they are: `.kubernetes = "1.31"`.
// EXPECT: the cluster's Kubernetes release serves this API version no longer
// EXPECT-NAME: use networking.k8s.io/v1
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

/// A type of a release of long ago, as one may still have it.
namespace old {
struct Ingress : slipway::api::Ingress {};
}  // namespace old
template <>
inline constexpr slipway::api::kind_facts slipway::api::kind_of<old::Ingress>{"extensions/v1beta1", "Ingress", "ingresses"};

constexpr Cluster shop() {
    old::Ingress made;
    made.metadata.name = "made";
#ifdef EXPECT_ERROR
    return {.name = "shop", .kubernetes = "1.22", .resources = {made}};
#else
    return {.name = "shop", .kubernetes = "1.21", .resources = {made}};
#endif
}
static_assert(sound<shop>);
