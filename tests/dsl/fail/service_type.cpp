// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: the_type_of_a_Service_is_ClusterIP_NodePort_LoadBalancer_ExternalName_or_Headless
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    Service it{.name = "s", .type = "Loadbalancer", .ports = {{.port = 53}}};
#else
    Service it{.name = "s", .type = "LoadBalancer", .ports = {{.port = 53}}};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
