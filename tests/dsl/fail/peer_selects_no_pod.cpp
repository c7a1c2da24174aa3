// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: A warning: the connections that are meant are refused.
// EXPECT: this NetworkPolicy allows connections with labels that no Pod of its namespace carries
// EXPECT-NAME: did you mean app=web
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1"}}};
    Deployment db{.name = "db", .labels = {{"app", "db"}}, .containers = {{.name = "app", .image = "db:1"}}};
#ifdef EXPECT_ERROR
    NetworkPolicy to_db{.name = "to-db", .podSelector = {{"app", "db"}}, .ingress = {{.from = {pods({{"app", "wbe"}})}}}};
#else
    NetworkPolicy to_db{.name = "to-db", .podSelector = {{"app", "db"}}, .ingress = {{.from = {podsOf(web)}}}};
#endif
    return {.name = "shop", .resources = {web, db, to_db}};
}
static_assert(spotless<shop>);
