// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/build/workload.hpp>

#include <catch2/catch.hpp>

#include <dsl/build/yaml_of.hpp>
#include <slipway/dsl/build/access.hpp>
#include <slipway/dsl/build/config.hpp>
#include <slipway/dsl/build/limits.hpp>
#include <slipway/dsl/build/service.hpp>
#include <slipway/dsl/build/volume.hpp>
#include <slipway/dsl/sound.hpp>

namespace build_workload_test {

using namespace slipway::dsl;
using support::yaml_of;

namespace {

/// What all kinds that run pods say.
template <class Builder>
auto all_of_pods(Builder begun) {
    return std::move(begun)
        .label("app", "a")
        .labels({{"v", "1"}})
        .annotation("note", "x y")
        .annotations({{"other", "z"}})
        .in_namespace("prod")
        .runs_first(build::container("wait").image("busybox:1"))
        .runs(build::container("app").image("app:1"))
        .runs({build::container("log").image("log:1"), {.name = "proxy", .image = "proxy:1"}})
        .volume("config", build::config_map("settings"))
        .volume("keys", Secret{.name = "keys"})
        .volume("disk", build::persistent_volume_claim("disk").size("1Gi"))
        .volume("tmp", emptyDir{.sizeLimit = "1Mi"})
        .volumes({{"var", hostPath{"/var"}}})
        .nodeSelector("disk", "ssd")
        .nodeSelector({{"zone", "a"}})
        .toleration({.key = "gpu"})
        .tolerations({{.key = "spot", .effect = "NoExecute"}})
        .hostNetwork()
        .imagePullSecret(build::secret("login"))
        .imagePullSecret("other")
        .priorityClassName(build::priority_class("high").value(7))
        .securityContext({.fsGroup = 1})
        .serviceAccountName(build::service_account("robot"))
        .terminationGracePeriodSeconds(5);
}
template <class Kind>
Kind all_of_pods_by_values() {
    Kind made;
    made.name = "a";
    made.labels = {{"app", "a"}, {"v", "1"}};
    made.annotations = {{"note", "x y"}, {"other", "z"}};
    made.namespace_ = "prod";
    made.initContainers = {{.name = "wait", .image = "busybox:1"}};
    made.containers = {{.name = "app", .image = "app:1"},
                       {.name = "log", .image = "log:1"},
                       {.name = "proxy", .image = "proxy:1"}};
    made.volumes = {{"config", ConfigMap{.name = "settings"}},
                    {"keys", Secret{.name = "keys"}},
                    {"disk", PersistentVolumeClaim{.name = "disk"}},
                    {"tmp", emptyDir{.sizeLimit = "1Mi"}},
                    {"var", hostPath{"/var"}}};
    made.nodeSelector = {{"disk", "ssd"}, {"zone", "a"}};
    made.tolerations = {{.key = "gpu"}, {.key = "spot", .effect = "NoExecute"}};
    made.hostNetwork = true;
    made.imagePullSecrets = {"login", "other"};
    made.priorityClassName = "high";
    made.securityContext = {.fsGroup = 1};
    made.serviceAccountName = "robot";
    made.terminationGracePeriodSeconds = 5;
    return made;
}

constexpr Cluster shop() {
    const auto settings = build::config_map("settings").data("LEVEL", "info");
    const auto web = build::deployment("web")
                         .label("app", "web")
                         .replicas(3)
                         .runs(build::container("app")
                                   .image("registry.example.com/web:1")
                                   .port("http", 8080)
                                   .env("LEVEL", from(settings, "LEVEL"))
                                   .readinessProbe(httpGet("/", "http")));
    return {.name = "shop",
            .resources = {settings, web, build::expose(web).type(LoadBalancer).port(80, "http")}};
}
static_assert(sound<shop>);

static_assert(lower(Deployment(build::deployment("web").replicas(2).runs(
                        build::container("app").image("web:1"))))
                  .spec.replicas == 2L);

constexpr int line_of_web() {
    const auto app = build::container("app").image("web:1");
    const Deployment web = build::deployment("web").label("app", "web").runs(app);
    return web.line;
}
static_assert(line_of_web() == __LINE__ - 3);

}  // namespace

TEST_CASE("sentences and values make the same Pod") {
    Pod by_values = all_of_pods_by_values<Pod>();
    by_values.restartPolicy = "Never";
    CHECK(yaml_of(all_of_pods(build::pod("a")).restartPolicy("Never")) == yaml_of(by_values));
    slipway::api::PodSpec api;
    api.hostPID = true;
    CHECK(yaml_of(build::pod("a").spec(api)) == yaml_of(Pod{.name = "a", .spec = api}));
}

TEST_CASE("sentences and values make the same Deployment") {
    Deployment by_values = all_of_pods_by_values<Deployment>();
    by_values.podLabels = {{"app", "a"}, {"v", "1"}, {"team", "x"}};
    by_values.podAnnotations = {{"scrape", "yes"}, {"port", "1"}};
    by_values.selector = {{"app", "a"}, {"v", "1"}};
    by_values.replicas = 3;
    by_values.strategy = {.maxSurge = 1, .maxUnavailable = 0};
    CHECK(yaml_of(all_of_pods(build::deployment("a"))
                      .replicas(3)
                      .strategy({.maxSurge = 1, .maxUnavailable = 0})
                      .selector("app", "a")
                      .selector({{"v", "1"}})
                      .podLabel("app", "a")
                      .podLabels({{"v", "1"}, {"team", "x"}})
                      .podAnnotation("scrape", "yes")
                      .podAnnotations({{"port", "1"}})) == yaml_of(by_values));
    slipway::api::DeploymentSpec api;
    api.paused = true;
    slipway::api::PodSpec pod;
    pod.hostPID = true;
    CHECK(yaml_of(build::deployment("a").label("app", "a").spec(api).pod(pod)) ==
          yaml_of(Deployment{.name = "a", .labels = {{"app", "a"}}, .spec = api, .pod = pod}));
}

TEST_CASE("sentences and values make the same StatefulSet") {
    StatefulSet by_values = all_of_pods_by_values<StatefulSet>();
    by_values.replicas = 2;
    by_values.serviceName = "peers";
    by_values.podManagementPolicy = "Parallel";
    by_values.updateStrategy = "OnDelete";
    by_values.volumeClaimTemplates = {{.name = "data", .size = "1Gi"}};
    by_values.selector = {{"app", "a"}};
    by_values.podAnnotations = {{"b", "2"}};
    CHECK(yaml_of(all_of_pods(build::stateful_set("a"))
                      .replicas(2)
                      .serviceName(build::service("peers").type(Headless))
                      .podManagementPolicy("Parallel")
                      .updateStrategy("OnDelete")
                      .selector("app", "a")
                      .podAnnotation("b", "2")
                      .volumeClaimTemplate(build::persistent_volume_claim("data").size("1Gi"))) ==
          yaml_of(by_values));
    slipway::api::StatefulSetSpec api;
    api.minReadySeconds = 4;
    slipway::api::PodSpec pod;
    pod.hostPID = true;
    CHECK(yaml_of(build::stateful_set("a").spec(api).pod(pod)) ==
          yaml_of(StatefulSet{.name = "a", .spec = api, .pod = pod}));
}

TEST_CASE("sentences and values make the same DaemonSet") {
    DaemonSet by_values = all_of_pods_by_values<DaemonSet>();
    by_values.updateStrategy = "OnDelete";
    by_values.selector = {{"app", "a"}};
    by_values.podAnnotations = {{"b", "2"}};
    CHECK(yaml_of(all_of_pods(build::daemon_set("a"))
                      .updateStrategy("OnDelete")
                      .selector("app", "a")
                      .podAnnotation("b", "2")) == yaml_of(by_values));
    slipway::api::DaemonSetSpec api;
    api.minReadySeconds = 4;
    slipway::api::PodSpec pod;
    pod.hostPID = true;
    CHECK(yaml_of(build::daemon_set("a").spec(api).pod(pod)) ==
          yaml_of(DaemonSet{.name = "a", .spec = api, .pod = pod}));
}

TEST_CASE("an object stands where its builder was begun") {
    const object made =
        build::deployment("web").label("app", "web").runs(build::container("app").image("web:1"));
    CHECK(made.line() == __LINE__ - 1);
    CHECK(std::string_view(made.file()) == __FILE__);
    CHECK(made.checked());
}

TEST_CASE("a builder begins with a value, or with another builder, and leaves that as it was") {
    const Deployment web{.name = "web",
                         .labels = {{"app", "web"}},
                         .replicas = 2,
                         .containers = {{.name = "app", .image = "web:1"}}};
    const Deployment more = build::deployment(web)
                                .replicas(5)
                                .label("tier", "front")
                                .runs(build::container("log").image("log:1"));
    CHECK(more.replicas == 5);
    CHECK(more.labels.size() == 2);
    CHECK(more.containers.size() == 2);
    CHECK(more.line == web.line);
    CHECK(web.replicas == 2);
    CHECK(web.labels.size() == 1);
    CHECK(web.containers.size() == 1);

    const auto begun = build::deployment("web").runs(build::container("app").image("web:1"));
    const Deployment other = build::deployment(begun).replicas(7);
    const auto copied = begun;
    CHECK(other.replicas == 7);
    CHECK(Deployment(begun).replicas == -1);
    CHECK(Deployment(copied).containers.size() == 1);
}

TEST_CASE("what is said in a loop is a list") {
    slipway::list<Container> all;
    for (long i = 0; i < 3; ++i)
        all.push_back(
            build::container(slipway::text(slipway::core::cat("c-", slipway::core::decimal(i))))
                .image("app:1")
                .port(slipway::text("p"), 8000 + i));
    const Pod p = build::pod("p").runs(all);
    CHECK(p.containers.size() == 3);
    CHECK(p.containers[2].name == "c-2");
}

}  // namespace build_workload_test
