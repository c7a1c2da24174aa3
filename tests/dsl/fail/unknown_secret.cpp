// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: The Pod is accepted and waits for ever. What stands outside of the definition is told in `.elsewhere`; what may be missing is `optional`.
// EXPECT: this refers to a Secret that is not in the cluster
// EXPECT-NAME: Deployment web, volume keys
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    Secret keys{.name = "keys", .data = {{"token", "abc"}}};
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}}}, .volumes = {{"keys", keys}}};
#ifdef EXPECT_ERROR
    return {.name = "shop", .resources = {web}};
#else
    return {.name = "shop", .resources = {keys, web}};
#endif
}
static_assert(sound<shop>);
