// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/detail/check_validity.hpp>

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <slipway/dsl/check.hpp>
#include <slipway/dsl/kinds.hpp>

namespace check_validity_test {

using namespace slipway;
using namespace slipway::dsl;

namespace {

/// What the API would not take of an object, and where.
std::string refused(const object& o) {
    std::string made;
    for (const finding& f : check_all({.name = "shop", .resources = {o}})) {
        if (f.what != rule::refused_value) continue;
        CHECK_FALSE(f.hint.view().empty());  // what is right
        made += (made.empty() ? "" : "; ") + std::string(f.where.view()) + ": " +
                std::string(f.value.view());
    }
    return made;
}

Container named() { return {.name = "c", .image = "web:1"}; }
Pod pod(const Container& of) { return {.name = "p", .containers = {of}}; }
Pod probed(const Probe& liveness, const Probe& readiness = {}) {
    Container c = named();
    c.livenessProbe = liveness;
    c.readinessProbe = readiness;
    return pod(c);
}
Deployment rolling(const RollingUpdate& strategy) {
    return {.name = "d", .labels = {{"app", "d"}}, .strategy = strategy, .containers = {named()}};
}
text long_text(std::size_t size) { return text(std::string(size, 'x').c_str()); }

}  // namespace

TEST_CASE("the numbers of probes are bounded, and those of liveness succeed once") {
    CHECK(refused(probed(httpGet("/", 80, {.successThreshold = 2}))) ==
          "Pod p, container c: successThreshold 2");
    CHECK(refused(probed({}, httpGet("/", 80, {.successThreshold = 2}))).empty());
    CHECK(refused(probed(httpGet("/", 80, {.periodSeconds = -1}))) ==
          "Pod p, container c: periodSeconds -1");
    CHECK(refused(probed(tcpSocket(80, {.timeoutSeconds = -1}))) ==
          "Pod p, container c: timeoutSeconds -1");
    CHECK(refused(probed(httpGet("/", 70000))) == "Pod p, container c: port 70000");
    CHECK(refused(probed(httpGet("/", 65535))).empty());
    Pod p = pod(named());
    p.initContainers = {{.name = "i", .image = "web:1", .readinessProbe = httpGet("/", 80)}};
    CHECK(refused(p) == "Pod p, container i: readinessProbe");
    p.initContainers[0].restartPolicy = "Always";
    CHECK(refused(p).empty());
}

TEST_CASE("shares are numbers or percentages, of a rolling update") {
    CHECK(refused(rolling({.maxSurge = "half"})) == "Deployment d: maxSurge 'half'");
    CHECK(refused(rolling({.maxSurge = -1})) == "Deployment d: maxSurge -1");
    CHECK(refused(rolling({.maxSurge = "200%", .maxUnavailable = "100%"})).empty());
    CHECK(refused(rolling({.maxUnavailable = "101%"})) == "Deployment d: maxUnavailable 101%");
    CHECK(refused(rolling({.type = "Recreate", .maxSurge = 1})) ==
          "Deployment d: maxSurge or maxUnavailable of Recreate");
    CHECK(refused(PodDisruptionBudget{.name = "b", .maxUnavailable = "200%"}) ==
          "PodDisruptionBudget b: maxUnavailable 200%");
    CHECK(refused(PodDisruptionBudget{.name = "b", .minAvailable = "one"}) ==
          "PodDisruptionBudget b: minAvailable 'one'");
}

TEST_CASE("containers do not leave their volumes, and are not privileged by half") {
    Container c = named();
    for (const char* outside : {"../x", "/x", "..", "a/../b", "a/.."}) {
        c.volumeMounts = {{.volume = "v", .path = "/v", .subPath = outside}};
        CHECK(refused(pod(c)) == "Pod p, container c: subPath '" + std::string(outside) + "'");
    }
    c.volumeMounts = {{.volume = "v", .path = "/v", .subPath = "a/..b"}};
    CHECK(refused(pod(c)).empty());
    c = named();
    c.securityContext = {.allowPrivilegeEscalation = false, .privileged = true};
    CHECK(refused(pod(c)) == "Pod p, container c: allowPrivilegeEscalation false");
    c.securityContext.privileged = false;
    CHECK(refused(pod(c)).empty());
    Pod p = pod(named());
    p.volumes = {{"v", hostPath{.path = "/x", .type = "Folder"}}};
    CHECK(refused(p) == "Pod p, volume v: type 'Folder'");
    p.volumes = {{"v", hostPath{.path = "/x", .type = "DirectoryOrCreate"}}};
    CHECK(refused(p).empty());
}

TEST_CASE("ports of the node are the container's own in its network, and stand once in a pod") {
    Container c = named();
    c.ports = {{.number = 80, .hostPort = 81}};
    Pod p = pod(c);
    CHECK(refused(p).empty());
    p.hostNetwork = true;
    CHECK(refused(p) == "Pod p, container c: hostPort 81");
    c.ports = {{.number = 80, .hostPort = 80}, {.number = 81, .hostPort = 80}};
    const findings found = check({.name = "shop", .resources = {pod(c)}});
    REQUIRE(found.count == 1);
    CHECK(found.kept[0].what == rule::port_clash);
    CHECK(found.kept[0].value.view() == "hostPort 80");
}

TEST_CASE("tolerations say what goes together") {
    Pod p = pod(named());
    p.tolerations = {{.key = "a", .effect = "NoSchedule", .tolerationSeconds = 5}};
    CHECK(refused(p) == "Pod p: tolerationSeconds 5");
    p.tolerations = {{.key = "a", .effect = "NoExecute", .tolerationSeconds = 5}};
    CHECK(refused(p).empty());
    p.tolerations = {{.key = "a", .operator_ = "Exists", .value = "b"}};
    CHECK(refused(p) == "Pod p: toleration with the value b");
}

TEST_CASE("fields of Services are of their types") {
    const auto service = [](service_type type) {
        return Service{.name = "s", .type = type, .ports = {{.port = 80}}};
    };
    Service s = service(ClusterIP);
    s.externalTrafficPolicy = "Local";
    CHECK(refused(s) == "Service s: externalTrafficPolicy");
    s.spec.emplace().externalIPs = {"192.0.2.1"};
    CHECK(refused(s).empty());
    s = service(NodePort);
    s.externalTrafficPolicy = "Local";
    CHECK(refused(s).empty());
    s.loadBalancerSourceRanges = {"10.0.0.0/8"};
    s.loadBalancerClass = "example.com/internal";
    CHECK(refused(s) == "Service s: loadBalancerSourceRanges; Service s: loadBalancerClass");
    s.type = LoadBalancer;
    CHECK(refused(s).empty());
    s = service(ClusterIP);
    s.ports[0].target = 0;
    CHECK(refused(s) == "Service s: target 0");
    s.ports[0].target = "Http_";
    CHECK(refused(s) == "Service s: target 'Http_'");
}

TEST_CASE("ranges of ports begin with a number, and end behind it") {
    const auto policy = [](const network_port& p) {
        return NetworkPolicy{.name = "n", .egress = {{.ports = {p}}}};
    };
    CHECK(refused(policy({.port = 80, .endPort = 90})).empty());
    CHECK(refused(policy({.port = 90, .endPort = 80})) == "NetworkPolicy n: endPort 80");
    CHECK(refused(policy({.port = "http", .endPort = 80})) == "NetworkPolicy n: endPort 80");
    CHECK(refused(policy({.endPort = 80})) == "NetworkPolicy n: endPort 80");
}

TEST_CASE("what a block of addresses leaves out is a part of it") {
    const auto to = [](const network_peer& peer) {
        return NetworkPolicy{.name = "n", .egress = {{.to = {peer}}}};
    };
    CHECK(refused(to(ipBlock("10.0.0.0/8", {"10.1.0.0/16", "10.255.255.255/32"}))).empty());
    CHECK(refused(to(ipBlock("10.0.0.0/8", {"10.0.0.0/8"}))) ==
          "NetworkPolicy n: except 10.0.0.0/8");
    CHECK(refused(to(ipBlock("10.0.0.0/8", {"11.0.0.0/16", "fd00::/64"}))) ==
          "NetworkPolicy n: except 11.0.0.0/16; NetworkPolicy n: except fd00::/64");
    CHECK(refused(to(ipBlock("fd00::/8", {"fd12::/16"}))).empty());
    api::NetworkPolicy written;
    written.metadata.name = "n";
    api::NetworkPolicyIngressRule rule;
    rule.from = {api::NetworkPolicyPeer{
        .ipBlock = api::IPBlock{.cidr = "10.0.0.0", .except_ = {"10.1.0.0/33"}}}};
    written.spec.ingress = {rule};
    CHECK(refused(written) ==
          "NetworkPolicy n: cidr '10.0.0.0'; NetworkPolicy n: except '10.1.0.0/33'");
}

TEST_CASE("addresses that may come to a balancer are blocks, also in the API's struct") {
    api::Service s;
    s.metadata.name = "s";
    s.spec.type = "LoadBalancer";
    s.spec.ports = {api::ServicePort{.port = 80}};
    s.spec.selector = {{"app", "s"}};
    s.spec.loadBalancerSourceRanges = {"10.0.0.0/8", "10.0.0.1"};
    CHECK(refused(s) == "Service s: loadBalancerSourceRanges '10.0.0.1'");
}

TEST_CASE("limits are in order") {
    const auto range = [](const limit& l) { return LimitRange{.name = "l", .limits = {l}}; };
    CHECK(refused(range({.max = {.cpu = "1"}, .min = {.cpu = "2"}})) == "LimitRange l: min cpu 2");
    CHECK(refused(range({.default_ = {.cpu = "4"}, .max = {.cpu = "2"}})) ==
          "LimitRange l: default cpu 4");
    CHECK(refused(range({.default_ = {.cpu = "1"}, .defaultRequest = {.cpu = "2"}})) ==
          "LimitRange l: defaultRequest cpu 2");
    CHECK(refused(range({.type = "Pod", .default_ = {.cpu = "4"}})) ==
          "LimitRange l: default of a Pod");
    CHECK(refused(range({.default_ = {.cpu = "1"},
                         .defaultRequest = {.cpu = "500m"},
                         .max = {.cpu = "1"},
                         .min = {.cpu = "0.5"}}))
              .empty());
}

TEST_CASE("claims are of something, and ReadWriteOncePod stands alone") {
    CHECK(refused(PersistentVolumeClaim{.name = "c", .size = "0"}) ==
          "PersistentVolumeClaim c: storage 0");
    CHECK(refused(PersistentVolumeClaim{
              .name = "c", .accessModes = {"ReadWriteOncePod", "ReadWriteOnce"}, .size = "1Gi"}) ==
          "PersistentVolumeClaim c: accessModes");
    CHECK(refused(PersistentVolumeClaim{
                      .name = "c", .accessModes = {"ReadWriteOnce", "ReadOnlyMany"}, .size = "1Gi"})
              .empty());
}

TEST_CASE("objects are not larger than what holds them, nor names than those made from them") {
    CHECK(refused(ConfigMap{.name = "c", .data = {{"a", long_text(1048577)}}}) ==
          "ConfigMap c: data of 1048577 bytes");
    CHECK(refused(ConfigMap{.name = "c", .data = {{"a", long_text(1048576)}}}).empty());
    CHECK(refused(Secret{.name = "s", .data = {{"a", long_text(1048577)}}}) ==
          "Secret s: data of 1048577 bytes");
    CHECK(refused(Secret{.name = "s", .data = {{"a", long_text(1048576)}}}).empty());
    CHECK(refused(ConfigMap{.name = "c", .annotations = {{"a", long_text(262144)}}}) ==
          "ConfigMap c: annotations of 262145 bytes");
    CronJob daily{.name = long_text(53), .schedule = "@daily", .containers = {named()}};
    CHECK(refused(daily) == "CronJob " + std::string(53, 'x') + ": name of 53 characters");
    daily.name = long_text(52);
    CHECK(refused(daily).empty());
    CHECK(refused(Job{.name = long_text(64), .containers = {named()}}) ==
          "Job " + std::string(64, 'x') + ": name of 64 characters");
}

}  // namespace check_validity_test
