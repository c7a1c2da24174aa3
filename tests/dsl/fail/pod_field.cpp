// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_field_of_a_pod_is_such_as_metadata_name
// ERRORS: 2
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Pod made{.name = "p", .containers = {{.name = "c", .image = "web", .env = {{"NODE", field("spec.node")}}}}};
#else
    Pod made{.name = "p", .containers = {{.name = "c", .image = "web", .env = {{"NODE", field("spec.nodeName")}}}}};
#endif
    return {.name = "shop", .resources = {made}};
}
static_assert(sound<shop>);
