// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/workload.hpp>

#include <catch2/catch.hpp>

#include <slipway/dsl/limits.hpp>
#include <slipway/dsl/object.hpp>

namespace workload_test {

using namespace slipway;
using namespace slipway::dsl;

namespace {

constexpr StatefulSet database() {
    const Service peers{.name = "db-peers", .type = Headless};
    return {
        .name = "db",
        .labels = {{"app", "db"}},
        .replicas = 3,
        .serviceName = peers,
        .podManagementPolicy = "Parallel",
        .updateStrategy = "OnDelete",
        .containers = {{.name = "db", .image = "db:1", .volumeMounts = {{"data", "/data"}}}},
        .volumeClaimTemplates = {{.name = "data", .size = "1Gi"}},
    };
}

constexpr bool lowered_by_the_compiler() {
    const api::StatefulSet set = lower(database());
    const api::DaemonSet daemons =
        lower(DaemonSet{.name = "log",
                        .labels = {{"app", "log"}},
                        .containers = {{.name = "log", .image = "log:1"}},
                        .tolerations = {{.effect = "NoSchedule"}}});
    const api::Deployment web = lower(Deployment{.name = "web",
                                                 .labels = {{"app", "web"}},
                                                 .containers = {{.name = "web", .image = "web:1"}},
                                                 .serviceAccountName = "robot"});
    const api::Pod pod = lower(Pod{.name = "p",
                                   .containers = {{.name = "c", .image = "a"}},
                                   .securityContext = {.runAsUser = 1000}});
    return set.spec.volumeClaimTemplates[0].metadata.name == "data" &&
           daemons.spec.template_.spec.tolerations[0].operator_ == "Exists" &&
           web.spec.template_.spec.serviceAccountName == "robot" &&
           pod.spec.securityContext->runAsUser == 1000L;
}
static_assert(lowered_by_the_compiler());

template <class Workload>
const api::PodSpec& pods_of(const Workload& w) {
    return w.spec.template_.spec;
}

}  // namespace

TEST_CASE("a StatefulSet names its pods by a Service, and claims volumes for each") {
    const api::StatefulSet made = lower(database());
    CHECK(made.apiVersion == "apps/v1");
    CHECK(made.kind == "StatefulSet");
    CHECK(made.spec.replicas == 3L);
    CHECK(made.spec.serviceName == "db-peers");
    CHECK(made.spec.podManagementPolicy == "Parallel");
    CHECK(made.spec.updateStrategy->type == "OnDelete");
    CHECK(made.spec.selector->matchLabels == core::map<text>{{"app", "db"}});
    CHECK(made.spec.template_.metadata.labels == made.spec.selector->matchLabels);
    REQUIRE(made.spec.volumeClaimTemplates.size() == 1);
    CHECK(made.spec.volumeClaimTemplates[0].kind.empty());
    CHECK(made.spec.volumeClaimTemplates[0].spec.resources->requests ==
          core::map<text>{{"storage", "1Gi"}});
    CHECK(pods_of(made).restartPolicy.empty());
}

TEST_CASE("a DaemonSet selects its pods, and has no replicas") {
    const api::DaemonSet made = lower(DaemonSet{.name = "log",
                                                .labels = {{"app", "log"}, {"v", "1"}},
                                                .selector = {{"app", "log"}},
                                                .containers = {{.name = "log", .image = "log:1"}}});
    CHECK(made.apiVersion == "apps/v1");
    CHECK(made.kind == "DaemonSet");
    CHECK(made.spec.selector->matchLabels == core::map<text>{{"app", "log"}});
    CHECK(made.spec.template_.metadata.labels.size() == 2);
    CHECK(pods_of(made).containers.size() == 1);
}

TEST_CASE("annotations of a workload and of its pods are apart") {
    const api::Deployment made = lower(
        Deployment{.name = "web", .annotations = {{"a", "1"}}, .podAnnotations = {{"b", "2"}}});
    CHECK(made.metadata.annotations == core::map<text>{{"a", "1"}});
    CHECK(made.spec.template_.metadata.annotations == core::map<text>{{"b", "2"}});
}

TEST_CASE("a Deployment may stop its pods before it starts others") {
    CHECK(lower(Deployment{.name = "web", .strategy = {.type = "Recreate"}}).spec.strategy->type ==
          "Recreate");
    CHECK_FALSE(lower(Deployment{.name = "web", .strategy = {.type = "Recreate"}})
                    .spec.strategy->rollingUpdate.has_value());
}

TEST_CASE("pods say what they need of the cluster") {
    const ServiceAccount robot{.name = "robot"};
    const Secret login{.name = "login"};
    const PriorityClass high{.name = "high", .value = 1000};
    const Pod p{
        .name = "p",
        .initContainers = {{.name = "init", .image = "a"}},
        .containers = {{.name = "c", .image = "a"}},
        .tolerations = {{"gpu", {}, "yes", "NoExecute", 60},
                        {.key = "spot"},
                        {.key = "x", .operator_ = "Equal"}},
        .hostNetwork = true,
        .imagePullSecrets = {login, "other"},
        .priorityClassName = high,
        .securityContext = {.fsGroup = 1, .runAsGroup = 2, .runAsNonRoot = true, .runAsUser = 3},
        .serviceAccountName = robot,
        .terminationGracePeriodSeconds = 0};
    const api::PodSpec spec = lower(p).spec;
    CHECK(spec.initContainers[0].name == "init");
    REQUIRE(spec.tolerations.size() == 3);
    CHECK(spec.tolerations[0].operator_ == "Equal");
    CHECK(spec.tolerations[0].value == "yes");
    CHECK(spec.tolerations[0].effect == "NoExecute");
    CHECK(spec.tolerations[0].tolerationSeconds == 60L);
    CHECK(spec.tolerations[1].operator_ == "Exists");
    CHECK_FALSE(spec.tolerations[1].tolerationSeconds.has_value());
    CHECK(spec.tolerations[2].operator_ == "Equal");
    CHECK(spec.hostNetwork);
    REQUIRE(spec.imagePullSecrets.size() == 2);
    CHECK(spec.imagePullSecrets[0].name == "login");
    CHECK(spec.imagePullSecrets[1].name == "other");
    CHECK(spec.priorityClassName == "high");
    CHECK(spec.securityContext->fsGroup == 1L);
    CHECK(spec.securityContext->runAsGroup == 2L);
    CHECK(spec.securityContext->runAsNonRoot);
    CHECK(spec.securityContext->runAsUser == 3L);
    CHECK(spec.serviceAccountName == "robot");
    CHECK(spec.terminationGracePeriodSeconds == 0L);
}

TEST_CASE("pods may have other labels than what runs them") {
    const Deployment web{.name = "web",
                         .labels = {{"app", "web"}, {"chart", "web-1.2"}},
                         .podLabels = {{"app", "web"}, {"tier", "front"}}};
    const api::Deployment made = lower(web);
    CHECK(made.metadata.labels == web.labels.map());
    CHECK(made.spec.template_.metadata.labels == web.podLabels.map());
    CHECK(made.spec.selector->matchLabels == web.podLabels.map());
    const Service front = expose(web, {.ports = {{80}}});
    CHECK(front.labels == web.labels);
    CHECK(front.selector == web.podLabels);
    CHECK(slipway::dsl::object(web).pod_labels() == web.podLabels.map());
    const StatefulSet nameless{
        .name = "db", .podLabels = {{"app", "db"}, {"v", "1"}}, .selector = {{"app", "db"}}};
    CHECK(lower(nameless).metadata.labels.empty());
    CHECK(expose(nameless, {.ports = {{80}}}).selector == nameless.selector);
    CHECK(lower(DaemonSet{.name = "d", .labels = {{"a", "b"}}, .podLabels = {{"c", "d"}}})
              .spec.template_.metadata.labels == core::map<text>{{"c", "d"}});
}

TEST_CASE("what a pod does not say is not written") {
    const api::PodSpec spec = lower(Pod{.name = "p"}).spec;
    CHECK_FALSE(spec.hostNetwork.has_value());
    CHECK_FALSE(spec.securityContext.has_value());
    CHECK_FALSE(spec.terminationGracePeriodSeconds.has_value());
    CHECK(spec.serviceAccountName.empty());
}

TEST_CASE("values of the API's own structs are not checked by types") {
    CHECK(all_checked(database()));
    CHECK(all_checked(Pod{.name = "p", .containers = {{.name = "c"}}}));
    CHECK_FALSE(all_checked(Pod{.name = "p", .spec = api::PodSpec{.hostname = "h"}}));
    CHECK_FALSE(all_checked(
        Pod{.name = "p",
            .initContainers = {{.name = "c", .spec = api::Container{.workingDir = "/"}}}}));
    CHECK_FALSE(all_checked(Deployment{.name = "d", .spec = api::DeploymentSpec{.paused = true}}));
    CHECK_FALSE(all_checked(DaemonSet{.name = "d", .pod = api::PodSpec{.hostname = "h"}}));
    StatefulSet s = database();
    s.volumeClaimTemplates = {
        {.name = "data", .spec = api::PersistentVolumeClaimSpec{.volumeName = "v"}}};
    CHECK_FALSE(all_checked(s));
}

}  // namespace workload_test
