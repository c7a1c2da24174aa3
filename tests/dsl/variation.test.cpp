// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/variation.hpp>

#include <slipway/dsl/check.hpp>

#include <catch2/catch.hpp>

namespace variation_test {

using namespace slipway;
using namespace slipway::dsl;

namespace {

constexpr Cluster shop() {
    Deployment web{
        .name = "web",
        .labels = {{"app", "web"}},
        .replicas = 3,
        .initContainers = {{.name = "init", .image = "registry.example.com:5000/shop/init:1.4.2"}},
        .containers = {{.name = "app",
                        .image = "registry.example.com/shop/web:1.4.2@sha256:0123",
                        .resources = {.requests = {.cpu = "100m", .memory = "1Gi"}}}}};
    StatefulSet data{.name = "data",
                     .labels = {{"app", "data"}},
                     .containers = {{.name = "db", .image = "postgres:16"}}};
    Pod single{.name = "single",
               .labels = {{"app", "single"}},
               .containers = {{.name = "c", .image = "tool"}}};
    return {.name = "shop", .resources = {web, data, single, expose(web, {.ports = {{80}}})}};
}

const api::Container& container(const Cluster& c, std::size_t object, std::size_t n = 0) {
    return c.resources[object].pods()->containers[n];
}

}  // namespace

TEST_CASE("replicas of a workload") {
    const Cluster c = shop() | replicas("web", 10) | replicas("data", 2);
    CHECK(c.resources[0].as<api::Deployment>()->spec.replicas == 10L);
    CHECK(c.resources[1].as<api::StatefulSet>()->spec.replicas == 2L);
    CHECK_THROWS_WITH(
        shop() | replicas("wbe", 10),
        "no workload of the cluster has the name that this variation is for, not 'wbe'");
    CHECK_THROWS_AS(shop() | replicas("single", 2), mistake);
}

TEST_CASE("tags of all images, or of those of one repository") {
    const Cluster all = shop() | image_tag("2.0");
    CHECK(container(all, 0).image == "registry.example.com/shop/web:2.0");
    CHECK(all.resources[0].pods()->initContainers[0].image ==
          "registry.example.com:5000/shop/init:2.0");
    CHECK(container(all, 1).image == "postgres:2.0");
    CHECK(container(all, 2).image == "tool:2.0");
    const Cluster one = shop() | image_tag("2.0", "shop/web");
    CHECK(container(one, 0).image == "registry.example.com/shop/web:2.0");
    CHECK(container(one, 1).image == "postgres:16");
    CHECK_THROWS_AS(shop() | image_tag("not a tag"), mistake);
}

TEST_CASE("what a container asks for") {
    const Cluster c =
        shop() |
        resources("web", "app", {.requests = {.cpu = "200m"}, .limits = {.memory = "2Gi"}});
    CHECK(*container(c, 0).resources->requests.find("cpu") == "200m");
    CHECK(*container(c, 0).resources->requests.find("memory") == "1Gi");
    CHECK(*container(c, 0).resources->limits.find("memory") == "2Gi");
    CHECK_THROWS_AS(shop() | resources("web", "ap", {}), mistake);
}

TEST_CASE("labels and annotations for all, which leave selectors and what is there") {
    const Cluster c = shop() | with_labels({{"env", "prod"}, {"app", "other"}}) |
                      with_annotations({{"example.com/owner", "team"}});
    const api::Deployment& web = *c.resources[0].as<api::Deployment>();
    CHECK(*web.metadata.labels.find("env") == "prod");
    CHECK(*web.metadata.labels.find("app") == "web");
    CHECK(*web.spec.template_.metadata.labels.find("env") == "prod");
    CHECK(web.spec.selector->matchLabels.size() == 1);
    CHECK(*c.resources[3].metadata().annotations.find("example.com/owner") == "team");
    CHECK(check(c).empty());
}

TEST_CASE("another namespace") {
    ServiceAccount account{.name = "app", .namespace_ = "shop"};
    Cluster from =
        shop() |
        with({account, ClusterRoleBinding{.name = "b", .roleRef = "view", .subjects = {account}},
              ConfigMap{.name = "theirs", .namespace_ = "kube-system"}});
    const Cluster c = from | in_namespace("prod");
    CHECK(c.name == "prod");
    CHECK(c.resources[4].space() == "prod");
    CHECK(c.resources[5].as<api::ClusterRoleBinding>()->subjects[0].namespace_ == "prod");
    CHECK(c.resources[6].space() == "kube-system");
    CHECK(check(c).empty());
}

TEST_CASE("a container beside those of each workload") {
    const Container proxy{.name = "proxy", .image = "proxy:1"};
    const Cluster all = shop() | sidecar(proxy);
    CHECK(container(all, 0, 1).name == "proxy");
    CHECK(container(all, 2, 1).name == "proxy");
    const Cluster one = shop() | sidecar(proxy, "web");
    CHECK(container(one, 0, 1).image == "proxy:1");
    CHECK(one.resources[1].pods()->containers.size() == 1);
    CHECK_THROWS_AS(shop() | sidecar(proxy, "wbe"), mistake);
}

TEST_CASE("an object is edited as the API has it") {
    const Cluster c = shop() | edited<api::Deployment>(
                                   "web", [](api::Deployment& d) { d.spec.minReadySeconds = 5L; });
    CHECK(c.resources[0].as<api::Deployment>()->spec.minReadySeconds == 5L);
    CHECK_THROWS_WITH(shop() | edited<api::Deployment>("data", [](api::Deployment&) {}),
                      "no object of the kind has the name that this variation is for, not 'data'");
}

TEST_CASE("clusters are composed, each in its namespace") {
    const Cluster other{.name = "monitoring",
                        .resources = {ConfigMap{.name = "settings"}},
                        .nodePools = {{.name = "spare"}}};
    const Cluster both = shop() + other;
    CHECK(both.name == "shop");
    REQUIRE(both.resources.size() == 6);
    CHECK(both.resources[4].space() == "monitoring");
    CHECK(both.resources[5].is<api::Namespace>());
    CHECK(both.nodePools.size() == 1);
    CHECK((shop() + Cluster{.name = "shop", .resources = {ConfigMap{.name = "more"}}})
              .resources.size() == 5);
}

TEST_CASE("variations of one's own, and several as one") {
    constexpr auto ours = [](Cluster c) {
        c.name = "ours";
        return c;
    };
    constexpr auto both = replicas("web", 7) | ours;
    const Cluster c = shop() | both;
    CHECK(c.name == "ours");
    CHECK(c.resources[0].as<api::Deployment>()->spec.replicas == 7L);
}

static_assert((shop() | replicas("web", 10) | image_tag("2.0"))
                  .resources[0]
                  .as<api::Deployment>()
                  ->spec.replicas == 10L);

}  // namespace variation_test
