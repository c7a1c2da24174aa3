// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: A warning: DNS gives names such as db-0.db to the Pods of headless Services.
// EXPECT: the Service of this StatefulSet is not headless, so that it gives its Pods no names
// EXPECT-NAME: Service db
// EXPECT-NAME: say .type = Headless
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Service names{.name = "db", .type = ClusterIP, .selector = {{"app", "db"}}, .ports = {{5432, "sql"}}};
#else
    Service names{.name = "db", .type = Headless, .selector = {{"app", "db"}}, .ports = {{5432, "sql"}}};
#endif
    StatefulSet db{.name = "db",
                   .labels = {{"app", "db"}},
                   .serviceName = names,
                   .containers = {{.name = "app", .image = "db:1", .ports = {{"sql", 5432}}}}};
    return {.name = "shop", .resources = {names, db}};
}
static_assert(spotless<shop>);
