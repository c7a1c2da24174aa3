// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/cluster.hpp>

#include <string>

#include <catch2/catch.hpp>

using namespace slipway;
using namespace slipway::dsl;

TEST_CASE("an object of each kind knows its kind, name and line") {
    const Cluster c{.name = "shop",
                    .resources = {Namespace{.name = "n"}, ConfigMap{.name = "c"}, Secret{.name = "s"}, Pod{.name = "p"}, Deployment{.name = "d"}, Service{.name = "v"}}};
    const char* const kinds[] = {"Namespace", "ConfigMap", "Secret", "Pod", "Deployment", "Service"};
    const char* const names[] = {"n", "c", "s", "p", "d", "v"};
    REQUIRE(c.resources.size() == 6);
    for (std::size_t i = 0; i < 6; ++i) {
        INFO(kinds[i]);
        CHECK(kind_name(c.resources[i].kind) == kinds[i]);
        CHECK(c.resources[i].metadata().name == names[i]);
        CHECK(c.resources[i].line > 0);
    }
}

TEST_CASE("Pods and Deployments run pods, others do not") {
    const object pod = Pod{.name = "p", .labels = {{"app", "a"}}, .containers = {{.name = "one", .image = "a"}}};
    const object deployment = Deployment{.name = "d", .labels = {{"app", "b"}}, .containers = {{.name = "two", .image = "a"}}};
    REQUIRE(pod.pods());
    CHECK(pod.pods()->containers[0].name == "one");
    CHECK(*pod.pod_labels().find("app") == "a");
    REQUIRE(deployment.pods());
    CHECK(deployment.pods()->containers[0].name == "two");
    CHECK(*deployment.pod_labels().find("app") == "b");
    CHECK_FALSE(object(Service{.name = "s"}).pods());
}

TEST_CASE("structs of the API stand beside the short forms") {
    api::Deployment d;
    d.metadata.name = "raw";
    d.spec.template_.spec.containers.append().name = "c";
    const object made = d;
    CHECK(made.kind == object::of::deployment);
    CHECK(made.metadata().name == "raw");
    CHECK(made.line == __LINE__ - 3);
    CHECK_FALSE(made.checked);
    CHECK(made.loose_containers == 1);
}

TEST_CASE("what no type has checked is counted") {
    Pod p{.name = "p", .containers = {{.name = "a", .image = "a"}}};
    CHECK(object(p).loose_containers == 0);
    p.spec.emplace().containers.append().name = "b";
    p.spec.emplace().volumes.append().name = "v";
    CHECK(object(p).loose_containers == 1);
    CHECK(object(p).loose_volumes == 1);
    p.containers[0].spec.emplace().env.append().name = "A";
    CHECK(object(p).loose_containers == 2);
}
