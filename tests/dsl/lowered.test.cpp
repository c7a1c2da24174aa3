// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/kinds.hpp>

#include <catch2/catch.hpp>

namespace lowered_test {

using namespace slipway;
using namespace slipway::dsl;

namespace {

const ConfigMap settings{.name = "settings", .data = {{"LOG_LEVEL", "info"}}};
const Secret keys{.name = "keys", .data = {{"token", "hello"}}};

api::Container lowered(const Container& c) {
    Pod p{.name = "p"};
    p.containers = {c};
    return lower(p).spec.containers[0];
}

constexpr long port_in_constant_evaluation() {
    const api::Service made = lower(Service{.name = "s", .ports = {{80}}});
    return made.spec.ports[0].port;
}
static_assert(port_in_constant_evaluation() == 80);

}  // namespace

TEST_CASE("each kind knows its API version, name, namespace and labels") {
    auto check = [](const auto& made, const char* version, const char* kind) {
        CHECK(made.apiVersion == version);
        CHECK(made.kind == kind);
        CHECK(made.metadata.name == "a");
        CHECK(made.metadata.labels == core::map<text>{{"app", "b"}});
    };
    check(lower(Namespace{.name = "a", .labels = {{"app", "b"}}}), "v1", "Namespace");
    check(lower(ConfigMap{.name = "a", .labels = {{"app", "b"}}}), "v1", "ConfigMap");
    check(lower(Secret{.name = "a", .labels = {{"app", "b"}}}), "v1", "Secret");
    check(lower(Pod{.name = "a", .labels = {{"app", "b"}}}), "v1", "Pod");
    check(lower(Deployment{.name = "a", .labels = {{"app", "b"}}}), "apps/v1", "Deployment");
    check(lower(Service{.name = "a", .labels = {{"app", "b"}}}), "v1", "Service");
    CHECK(lower(ConfigMap{.name = "a", .namespace_ = "other"}).metadata.namespace_ == "other");
    CHECK(lower(ConfigMap{.name = "a"}).metadata.namespace_.empty());
}

TEST_CASE("data of ConfigMaps stays in the clear, that of Secrets becomes base64") {
    CHECK(lower(settings).data == core::map<text>{{"LOG_LEVEL", "info"}});
    const auto coded = lower(Secret{
        .name = "s",
        .data = {
            {"none", ""}, {"one", "f"}, {"two", "fo"}, {"three", "foo"}, {"binary", "\xff\x01"}}});
    CHECK(coded.type == "Opaque");
    CHECK(
        coded.data ==
        core::map<text>{
            {"none", ""}, {"one", "Zg=="}, {"two", "Zm8="}, {"three", "Zm9v"}, {"binary", "/wE="}});
}

TEST_CASE("a container is lowered with every field") {
    const api::Container c = lowered(
        {.name = "app",
         .image = "web:1",
         .command = {"sh", "-c"},
         .args = {"true"},
         .ports = {{"http", 8080}, {"admin", 8081}},
         .resources = {.requests = {.cpu = "100m"}, .limits = {.cpu = "1", .memory = "1Gi"}},
         .volumeMounts = {{"data", "/data"}, {"config", "/etc/app", true}}});
    CHECK(c.name == "app");
    CHECK(c.image == "web:1");
    CHECK(c.command == core::list<text>{"sh", "-c"});
    CHECK(c.args == core::list<text>{"true"});
    REQUIRE(c.ports.size() == 2);
    CHECK(c.ports[1].name == "admin");
    CHECK(c.ports[1].containerPort == 8081L);
    CHECK(c.resources->requests == core::map<text>{{"cpu", "100m"}});
    CHECK(c.resources->limits == core::map<text>{{"cpu", "1"}, {"memory", "1Gi"}});
    REQUIRE(c.volumeMounts.size() == 2);
    CHECK(c.volumeMounts[0].name == "data");
    CHECK(c.volumeMounts[0].mountPath == "/data");
    CHECK_FALSE(c.volumeMounts[0].readOnly.has_value());
    CHECK(c.volumeMounts[1].readOnly);
    CHECK_FALSE(lowered({.name = "bare", .image = "a"}).resources.has_value());
}

TEST_CASE("variables are plain, or come from ConfigMaps, Secrets and the pod") {
    const api::Container c = lowered({.name = "app",
                                      .image = "a",
                                      .env = {{"PLAIN", "1"},
                                              {"CONFIG", from(settings, "LOG_LEVEL")},
                                              {"SECRET", from(keys, "token")},
                                              {"NODE", field("spec.nodeName")}}});
    REQUIRE(c.env.size() == 4);
    CHECK(c.env[0].name == "PLAIN");
    CHECK(c.env[0].value == "1");
    CHECK_FALSE(c.env[0].valueFrom.has_value());
    CHECK(c.env[1].valueFrom->configMapKeyRef->name == "settings");
    CHECK(c.env[1].valueFrom->configMapKeyRef->key == "LOG_LEVEL");
    CHECK(c.env[2].valueFrom->secretKeyRef->name == "keys");
    CHECK(c.env[2].valueFrom->secretKeyRef->key == "token");
    CHECK(c.env[3].valueFrom->fieldRef->fieldPath == "spec.nodeName");
}

TEST_CASE("probes keep what differs from Kubernetes' defaults") {
    Probe slow = tcpSocket(5432, 30);
    slow.initialDelaySeconds = 5;
    slow.failureThreshold = 6;
    const api::Container c = lowered({.name = "app",
                                      .image = "a",
                                      .startupProbe = slow,
                                      .readinessProbe = httpGet("/healthz", "http"),
                                      .livenessProbe = exec({"true"})});
    CHECK(c.startupProbe->tcpSocket->port == core::int_or_string(5432));
    CHECK(c.startupProbe->initialDelaySeconds == 5L);
    CHECK(c.startupProbe->periodSeconds == 30L);
    CHECK(c.startupProbe->failureThreshold == 6L);
    CHECK(c.readinessProbe->httpGet->path == "/healthz");
    CHECK(c.readinessProbe->httpGet->port == core::int_or_string("http"));
    CHECK_FALSE(c.readinessProbe->periodSeconds.has_value());
    CHECK_FALSE(c.readinessProbe->initialDelaySeconds.has_value());
    CHECK(c.livenessProbe->exec->command == core::list<text>{"true"});
}

TEST_CASE("volumes of each source, and where a pod runs") {
    const api::PodSpec pod = lower(Pod{.name = "p",
                                       .containers = {{.name = "c", .image = "a"}},
                                       .volumes = {{"config", settings},
                                                   {"keys", keys},
                                                   {"scratch", emptyDir{}},
                                                   {"host", hostPath{"/srv"}}},
                                       .nodeSelector = {{"disk", "ssd"}},
                                       .restartPolicy = "Never"})
                                 .spec;
    REQUIRE(pod.volumes.size() == 4);
    CHECK(pod.volumes[0].configMap->name == "settings");
    CHECK(pod.volumes[1].secret->secretName == "keys");
    CHECK(pod.volumes[2].emptyDir.has_value());
    CHECK(pod.volumes[3].hostPath->path == "/srv");
    CHECK(pod.volumes[3].name == "host");
    CHECK(pod.nodeSelector == core::map<text>{{"disk", "ssd"}});
    CHECK(pod.restartPolicy == "Never");
}

TEST_CASE("a Deployment selects its pods by its labels, or by what it says") {
    Deployment d{.name = "web",
                 .labels = {{"app", "web"}, {"version", "1"}},
                 .replicas = 3,
                 .containers = {{.name = "c", .image = "a"}}};
    api::DeploymentSpec spec = lower(d).spec;
    CHECK(spec.replicas == 3L);
    CHECK(spec.selector->matchLabels == core::map<text>{{"app", "web"}, {"version", "1"}});
    CHECK(spec.template_.metadata.labels == spec.selector->matchLabels);
    CHECK_FALSE(spec.strategy.has_value());
    CHECK(spec.template_.spec.containers.size() == 1);

    d.selector = {{"app", "web"}};
    d.strategy = {.maxSurge = "50%", .maxUnavailable = 0};
    spec = lower(d).spec;
    CHECK(spec.selector->matchLabels == core::map<text>{{"app", "web"}});
    CHECK(spec.strategy->type == "RollingUpdate");
    CHECK(spec.strategy->rollingUpdate->maxSurge == core::int_or_string("50%"));
    CHECK(spec.strategy->rollingUpdate->maxUnavailable == core::int_or_string(0));
    CHECK(lower(Deployment{.name = "none", .replicas = 0}).spec.replicas == 0L);
    CHECK_FALSE(lower(Deployment{.name = "unsaid"}).spec.replicas.has_value());
    CHECK_FALSE(lower(StatefulSet{.name = "unsaid"}).spec.replicas.has_value());
}

TEST_CASE("a Service of each type, its ports and their targets") {
    const api::ServiceSpec spec =
        lower(Service{.name = "s",
                      .type = NodePort,
                      .selector = {{"app", "web"}},
                      .ports = {{.port = 80, .target = "http", .name = "web", .nodePort = 30080},
                                {.port = 81, .target = 8081, .name = "more"},
                                {82}}})
            .spec;
    CHECK(spec.type == "NodePort");
    CHECK(spec.selector == core::map<text>{{"app", "web"}});
    REQUIRE(spec.ports.size() == 3);
    CHECK(spec.ports[0].port == 80L);
    CHECK(spec.ports[0].targetPort == core::int_or_string("http"));
    CHECK(spec.ports[0].name == "web");
    CHECK(spec.ports[0].nodePort == 30080L);
    CHECK(spec.ports[1].targetPort == core::int_or_string(8081));
    CHECK_FALSE(spec.ports[1].nodePort.has_value());
    CHECK_FALSE(spec.ports[2].targetPort.has_value());
    CHECK(lower(Service{.name = "s"}).spec.type.empty());
    CHECK(lower(Service{.name = "s", .type = LoadBalancer}).spec.type == "LoadBalancer");
    CHECK(lower(Service{.name = "s", .type = Headless}).spec.clusterIP == "None");
}

TEST_CASE("whatever else the API has goes through, and short forms are added to it") {
    Container c{.name = "app", .image = "a", .ports = {{"http", 80}}};
    c.spec.emplace().workingDir = "/srv";
    c.spec.emplace().command = {"kept"};
    c.spec.emplace().ports.append().hostPort = 8080;
    const api::Container made = lowered(c);
    CHECK(made.workingDir == "/srv");
    CHECK(made.command == core::list<text>{"kept"});
    REQUIRE(made.ports.size() == 2);
    CHECK(made.ports[0].hostPort == 8080L);
    CHECK(made.ports[1].name == "http");

    Deployment d{.name = "d"};
    d.spec = api::DeploymentSpec{.minReadySeconds = 5};
    d.pod = api::PodSpec{.serviceAccountName = "robot"};
    CHECK(lower(d).spec.minReadySeconds == 5L);
    CHECK(lower(d).spec.template_.spec.serviceAccountName == "robot");
    Pod p{.name = "p"};
    p.spec = api::PodSpec{.restartPolicy = "OnFailure", .hostNetwork = true};
    CHECK(lower(p).spec.hostNetwork);
    CHECK(lower(p).spec.restartPolicy == "OnFailure");
}

}  // namespace lowered_test
