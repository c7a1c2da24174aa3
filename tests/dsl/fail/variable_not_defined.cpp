// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: Kubernetes leaves `$(NAME)` as it is where NAME is not defined before it.
// EXPECT: this refers to an environment variable that is not defined before it
// EXPECT-NAME: did you mean HOST
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Pod p{.name = "p", .containers = {{.name = "a", .image = "a:1", .env = {{"HOST", "db"}, {"URL", "http://$(HOTS)/"}}}}};
#else
    Pod p{.name = "p", .containers = {{.name = "a", .image = "a:1", .env = {{"HOST", "db"}, {"URL", "http://$(HOST)/"}}}}};
#endif
    return {.name = "shop", .resources = {p}};
}
static_assert(sound<shop>);
