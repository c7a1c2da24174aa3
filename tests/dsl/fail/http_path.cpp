// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_path_of_HTTP_starts_with_a_slash_and_has_no_empty_or_dotted_parts
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    Ingress it{.name = "i", .rules = {{.paths = {{.path = "api", .backend = {"web", 80}}}}}};
#else
    Ingress it{.name = "i", .rules = {{.paths = {{.path = "/api", .backend = {"web", 80}}}}}};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
