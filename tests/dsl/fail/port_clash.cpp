// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: Containers of a Pod share its address: the second one cannot listen.
// EXPECT: two containers of one Pod listen on the same port
// EXPECT-NAME: 8080
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Pod p{.name = "p", .containers = {{.name = "a", .image = "a:1", .ports = {{"http", 8080}}}, {.name = "b", .image = "b:1", .ports = {{"web", 8080}}}}};
#else
    Pod p{.name = "p", .containers = {{.name = "a", .image = "a:1", .ports = {{"http", 8080}}}, {.name = "b", .image = "b:1", .ports = {{"web", 8081}}}}};
#endif
    return {.name = "shop", .resources = {p}};
}
static_assert(sound<shop>);
