// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: A warning: DNS gives names such as db-0.db to the Pods that the Service selects.
// EXPECT: the Service of this StatefulSet does not select its Pods, so that it gives them no names
// EXPECT-NAME: Service db selects app=web
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Service names{.name = "db", .type = Headless, .selector = {{"app", "web"}}, .ports = {{5432, "sql"}}};
#else
    Service names{.name = "db", .type = Headless, .selector = {{"app", "db"}}, .ports = {{5432, "sql"}}};
#endif
    StatefulSet db{.name = "db",
                   .labels = {{"app", "db"}},
                   .serviceName = names,
                   .containers = {{.name = "app", .image = "db:1", .ports = {{"sql", 5432}}}}};
    Deployment web{.name = "web", .labels = {{"app", "web"}}, .containers = {{.name = "app", .image = "web:1", .ports = {{"sql", 5432}}}}};
    return {.name = "shop", .resources = {names, db, web}};
}
static_assert(spotless<shop>);
