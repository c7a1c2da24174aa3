// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_path_of_HTTP_starts_with_a_slash_and_has_no_empty_or_dotted_parts
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Ingress made{.name = "i", .rules = {{.paths = {{.path = "api", .backend = {"web", 80}}}}}};
#else
    Ingress made{.name = "i", .rules = {{.paths = {{.path = "/api", .backend = {"web", 80}}}}}};
#endif
    return {.name = "shop", .resources = {made, Service{.name = "web", .ports = {{.port = 80}}}}};
}
static_assert(sound<shop>);
