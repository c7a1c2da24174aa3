// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/detail/check_required.hpp>

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <slipway/dsl/check.hpp>
#include <slipway/dsl/kinds.hpp>
#include <slipway/dsl/untyped.hpp>

namespace check_required_test {

using namespace slipway;
using namespace slipway::dsl;

namespace {

/// What is found in a cluster of this object and a Service `web`: places and what is missing there.
std::vector<std::string> missing(const object& o) {
    Service web{.name = "web", .ports = {{.port = 80}}};
    std::vector<std::string> made;
    for (const finding& f : check_all({.name = "shop", .resources = {web, o}})) {
        CHECK(f.what == rule::required_missing);
        made.push_back(std::string(f.where.view()) + ": " + std::string(f.value.view()));
    }
    return made;
}
using all = std::vector<std::string>;

Pod pod(const Container& of, const core::list<volume>& volumes = {}) {
    return {.name = "p", .containers = {of}, .volumes = volumes};
}
Container named() { return {.name = "c", .image = "web:1"}; }

}  // namespace

TEST_CASE("containers, and what they have, need names") {
    CHECK(missing(pod({.image = "web:1"})) == all{"Pod p: containers.name"});
    CHECK(missing(Pod{.name = "p",
                      .initContainers = {{.image = "web:1"}},
                      .containers = {{.image = "web:1"}, {.image = "web:2"}}}) ==
          all{"Pod p: initContainers.name", "Pod p: containers.name", "Pod p: containers.name"});
    Container c = named();
    c.ports = {{.name = "http"}};
    CHECK(missing(pod(c)) == all{"Pod p, container c: ports.containerPort"});
    c = named();
    c.env = {{.value = "x"}};
    CHECK(missing(pod(c)) == all{"Pod p, container c: env.name"});
    c.spec.emplace().stdin = true;  // what is not of short forms, too, changes nothing of it
    CHECK(missing(pod(c)) == all{"Pod p, container c: env.name"});
}

TEST_CASE("mounts and volumes need names and paths, and what is missing is told once") {
    Container c = named();
    c.volumeMounts = {{.volume = "v"}};
    CHECK(missing(pod(c, {{"v", emptyDir()}})) ==
          all{"Pod p, container c: volumeMounts.mountPath"});
    c.volumeMounts = {{.volume = "v", .path = "/v"}, {.path = "/w"}};
    CHECK(missing(pod(c, {{"v", emptyDir()}})) == all{"Pod p, container c: volumeMounts.name"});
    c.volumeMounts = {{.volume = "v", .path = "/v"}};
    CHECK(missing(pod(c, {{"v", hostPath{}}})) == all{"Pod p, volume v: hostPath.path"});
}

TEST_CASE("probes need what they ask") {
    Container c = named();
    c.readinessProbe = httpGet("/", {});
    CHECK(missing(pod(c)) == all{"Pod p, container c: the port of httpGet"});
    c.readinessProbe = tcpSocket({});
    CHECK(missing(pod(c)) == all{"Pod p, container c: the port of tcpSocket"});
    c.readinessProbe = exec({});
    CHECK(missing(pod(c)) == all{"Pod p, container c: the command of a probe"});
}

TEST_CASE("what a container has of the API beside its short form needs what the API does") {
    Container c = named();
    api::Container& further = c.spec.emplace();
    further.volumeDevices = {api::VolumeDevice{.name = "v"}, api::VolumeDevice{.devicePath = "/d"}};
    further.resizePolicy = {api::ContainerResizePolicy{.restartPolicy = "NotRequired"}};
    further.restartPolicyRules = {api::ContainerRestartRule{}};
    api::HTTPGetAction asked;
    asked.httpHeaders = {api::HTTPHeader{.value = "x"}};
    further.lifecycle =
        api::Lifecycle{.postStart = api::LifecycleHandler{.httpGet = asked},
                       .preStop = api::LifecycleHandler{.tcpSocket = api::TCPSocketAction{}}};
    further.startupProbe = api::Probe{.grpc = api::GRPCAction{}};
    further.securityContext = api::SecurityContext{.appArmorProfile = api::AppArmorProfile{},
                                                   .seccompProfile = api::SeccompProfile{}};
    const std::string here = "Pod p, container c: ";
    CHECK(missing(pod(c, {{"v", emptyDir()}})) ==
          all{here + "the port of grpc", here + "volumeDevices.devicePath",
              here + "volumeDevices.name", here + "resizePolicy.resourceName",
              here + "restartPolicyRules.action", here + "the port of httpGet",
              here + "httpHeaders.name", here + "the port of tcpSocket",
              here + "seccompProfile.type", here + "appArmorProfile.type"});
}

TEST_CASE("what a variable is taken from needs its key") {
    Container c = named();
    const auto from = [&](const api::EnvVarSource& source) {
        c.spec.emplace().env = {api::EnvVar{.name = "V", .valueFrom = source}};
        return missing(pod(c));
    };
    const std::string here = "Pod p, container c: ";
    CHECK(from({.fieldRef = api::ObjectFieldSelector{.apiVersion = "v1"}}) ==
          all{here + "fieldRef.fieldPath"});
    CHECK(from({.resourceFieldRef = api::ResourceFieldSelector{.divisor = "1"}}) ==
          all{here + "resourceFieldRef.resource"});
    CHECK(from({.fileKeyRef = api::FileKeySelector{.key = "k"}}) ==
          all{here + "fileKeyRef.path", here + "fileKeyRef.volumeName"});
}

TEST_CASE("a toleration of all keys is by the operator Exists") {
    Pod p = pod(named());
    p.tolerations = {{}};
    CHECK(missing(p).empty());
    p.tolerations = {{.operator_ = "Equal"}};
    CHECK(missing(p) == all{"Pod p: tolerations.key"});
}

TEST_CASE("objects need what makes them one of their kind") {
    CHECK(missing(Service{.name = "s", .ports = {{.name = "http"}}}) ==
          all{"Service s: spec.ports.port"});
    CHECK(missing(Ingress{.name = "i"}) == all{"Ingress i: spec.rules or spec.defaultBackend"});
    CHECK(missing(Ingress{.name = "i", .rules = {{.host = "shop.example.com"}}}).empty());
    CHECK(missing(Ingress{.name = "i", .rules = {{.paths = {{.path = "/"}}}}}) ==
          all{"Ingress i: spec.rules.http.paths.backend"});
    CHECK(missing(CronJob{.name = "c", .containers = {named()}}) ==
          all{"CronJob c: spec.schedule"});
    CHECK(missing(HorizontalPodAutoscaler{.name = "h"}) ==
          all{"HorizontalPodAutoscaler h: spec.maxReplicas",
              "HorizontalPodAutoscaler h: spec.scaleTargetRef"});
    CHECK(missing(PersistentVolumeClaim{.name = "c"}) ==
          all{"PersistentVolumeClaim c: spec.resources.requests.storage"});
    CHECK(missing(PersistentVolumeClaim{.name = "c", .size = "1Gi"}).empty());
    CHECK(missing(LimitRange{.name = "l"}) == all{"LimitRange l: spec.limits"});
    CHECK(missing(ResourceQuota{.name = "q", .hard = {{.value = "1"}}}) ==
          all{"ResourceQuota q: spec.hard: a key"});
    CHECK(missing(ResourceQuota{.name = "q", .hard = {{.key = "pods"}}}) ==
          all{"ResourceQuota q: spec.hard: a quantity"});
    CHECK(missing(NetworkPolicy{.name = "n", .egress = {{.to = {{}}}}}) ==
          all{"NetworkPolicy n: who a peer is: pods, namespaces or addresses"});
}

TEST_CASE("rules grant something, and bindings have a role and subjects with names") {
    CHECK(missing(Role{.name = "r"}).empty());
    CHECK(missing(Role{.name = "r", .rules = {{.resources = {"pods"}}}}) ==
          all{"Role r: rules.verbs"});
    CHECK(missing(ClusterRole{.name = "r", .rules = {{.verbs = {"get"}}}}) ==
          all{"ClusterRole r: rules.resources"});
    CHECK(missing(ClusterRole{.name = "r",
                              .rules = {{.verbs = {"get"}, .nonResourceURLs = {"/healthz"}}}})
              .empty());
    CHECK(missing(RoleBinding{.name = "b", .subjects = {{}}}) ==
          all{"RoleBinding b: roleRef.name", "RoleBinding b: subjects.name"});
    CHECK(missing(ClusterRoleBinding{.name = "b"}) == all{"ClusterRoleBinding b: roleRef.name"});
}

TEST_CASE("keys are not empty") {
    CHECK(missing(ConfigMap{.name = "c", .data = {{.value = "x"}}}) == all{"ConfigMap c: a key"});
    CHECK(missing(Secret{.name = "s", .data = {{.value = "x"}}}) == all{"Secret s: a key"});
    CHECK(missing(ConfigMap{
              .name = "c", .labels = {{.value = "x"}}, .annotations = {{.value = "x"}}}) ==
          all{"ConfigMap c: the key of a label", "ConfigMap c: the key of an annotation"});
}

TEST_CASE("structs of the API miss the same, and what no short form has") {
    api::Pod p;
    p.metadata.name = "p";
    p.spec.containers.append().image = "web:1";
    p.spec.hostAliases.append().hostnames.push_back("a");
    CHECK(missing(p) == all{"Pod p: spec.containers.name", "Pod p: spec.hostAliases.ip"});
    api::Job j;
    j.metadata.name = "j";
    j.spec.template_.spec.restartPolicy = "Never";
    const findings found = check({.name = "shop", .resources = {j}});
    REQUIRE(found.count == 1);  // and not once more as a field that is missing
    CHECK(found.kept[0].what == rule::no_containers);
}

TEST_CASE("what short forms are given of the API is looked through, too") {
    api::PodSpec more;
    more.hostAliases.append().hostnames.push_back("a");
    Pod p = pod({.image = "web:1"});
    p.spec = more;
    CHECK(missing(p) == all{"Pod p: spec.containers.name", "Pod p: spec.hostAliases.ip"});
    p.spec.reset();
    p.spec.emplace().hostAliases = more.hostAliases;
    CHECK(missing(p) == all{"Pod p: spec.containers.name", "Pod p: spec.hostAliases.ip"});
    CHECK(missing(CronJob{.name = "c", .containers = {named()}, .pod = more}) ==
          all{"CronJob c: spec.schedule", "CronJob c: spec.hostAliases.ip"});
    api::JobSpec job;
    job.podFailurePolicy.emplace().rules.append().onExitCodes.emplace().operator_ = "In";
    CHECK(
        missing(CronJob{.name = "c", .schedule = "@daily", .containers = {named()}, .job = job}) ==
        all{"CronJob c: spec.podFailurePolicy.rules.action",
            "CronJob c: spec.podFailurePolicy.rules.onExitCodes.values"});
    CHECK(missing(Deployment{.name = "d",
                             .labels = {{"app", "d"}},
                             .containers = {named()},
                             .spec = api::DeploymentSpec{.minReadySeconds = 5L}})
              .empty());
}

namespace {

constexpr Cluster lacking() {
    RoleBinding b{.name = "b", .subjects = {{}}};
    CronJob c{.name = "c",
              .containers = {{.image = "a:1",
                              .ports = {{"h"}},
                              .env = {{.value = "x"}},
                              .volumeMounts = {{}},
                              .livenessProbe = httpGet("/", {}, {.successThreshold = 2})}},
              .volumes = {{"v", hostPath{.type = "F"}}},
              .tolerations = {{.operator_ = "Exists", .value = "x"}}};
    Deployment d{.name = "d",
                 .labels = {{"a", "d"}},
                 .strategy = {.type = "Recreate", .maxSurge = "x"},
                 .containers = {{.name = "c", .image = "a:1"}}};
    LimitRange l{.name = "l", .limits = {{.max = {.cpu = "1"}, .min = {.cpu = "2"}}}};
    NetworkPolicy n{.name = "n", .egress = {{.to = {{}}, .ports = {{.port = 90, .endPort = 80}}}}};
    Ingress i{.name = "i", .rules = {{.paths = {{}}}}};
    PersistentVolumeClaim p{.name = "p", .accessModes = {"ReadWriteOncePod", "ReadWriteOnce"}};
    HorizontalPodAutoscaler h{.name = "h"};
    Service s{.name = "s", .ports = {{.name = "x"}}, .externalTrafficPolicy = "Local"};
    ConfigMap k{.name = "k", .labels = {{.value = "x"}}, .data = {{.value = "x"}}};
    Role r{.name = "r", .rules = {{}}};
    return {.name = "shop", .resources = {b, c, d, l, n, i, p, h, s, k, r}};
}
constexpr unsigned said_by_the_compiler = check(lacking()).count;

}  // namespace

TEST_CASE("the compiler finds the same as the program") {
    CHECK(said_by_the_compiler == check(lacking()).count);
    CHECK(said_by_the_compiler > 25);
}

TEST_CASE("an object without a name is told once, whatever it was written as") {
    const auto rules_of = [](const object& o) {
        std::vector<rule> made;
        for (const finding& f : check_all({.name = "shop", .resources = {o}}))
            made.push_back(f.what);
        return made;
    };
    const std::vector<rule> once{rule::name_missing};
    CHECK(rules_of(ConfigMap{}) == once);
    CHECK(rules_of(api::ConfigMap{}) == once);
    CHECK(rules_of(untyped<"example.com/v1", "Cache">{.fields = "{}"}) == once);
}

}  // namespace check_required_test
