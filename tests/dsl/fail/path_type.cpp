// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_path_type_is_Prefix_Exact_or_ImplementationSpecific
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    Ingress it{.name = "i", .rules = {{.paths = {{.backend = {"web", 80}, .pathType = "prefix"}}}}};
#else
    Ingress it{.name = "i", .rules = {{.paths = {{.backend = {"web", 80}, .pathType = "Prefix"}}}}};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
