// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_path_type_is_Prefix_Exact_or_ImplementationSpecific
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Ingress made{.name = "i", .rules = {{.paths = {{.backend = {"web", 80}, .pathType = "prefix"}}}}};
#else
    Ingress made{.name = "i", .rules = {{.paths = {{.backend = {"web", 80}, .pathType = "Prefix"}}}}};
#endif
    return {.name = "shop", .resources = {made, Service{.name = "web", .ports = {{.port = 80}}}}};
}
static_assert(sound<shop>);
