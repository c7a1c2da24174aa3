// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/prefixed.hpp>

#include <slipway/dsl/check.hpp>

#include <catch2/catch.hpp>

namespace prefixed_test {

using namespace slipway;
using namespace slipway::dsl;

TEST_CASE("names and the references to them get the prefix") {
    ConfigMap settings{.name = "settings", .data = {{"A", "1"}}};
    Secret password{.name = "password", .data = {{"P", "x"}, {"tls.crt", "x"}, {"tls.key", "x"}}};
    Secret theirs{.name = "theirs", .data = {{"T", "x"}}};
    ServiceAccount account{.name = "account"};
    PersistentVolumeClaim disk{.name = "disk", .size = "1Gi"};
    Role role{.name = "role", .rules = {{.resources = {"pods"}, .verbs = {"get"}}}};
    Deployment web{.name = "web",
                   .labels = {{"app", "web"}},
                   .containers = {{.name = "app",
                                   .image = "web:1",
                                   .env = {{"A", from(settings, "A")},
                                           {"P", from(password, "P")},
                                           {"T", from(theirs, "T")}},
                                   .resources = {.requests = {.cpu = "1"}}}},
                   .volumes = {{"settings", settings}, {"disk", disk}},
                   .serviceAccountName = account};
    const Service front = expose(web, {.ports = {{80}}});
    Ingress in{.name = "in",
               .rules = {{.paths = {{"/", backend(front, 80)}}}},
               .tls = {{.secretName = password}}};
    const Cluster before{
        .name = "shop",
        .resources = {settings, password, account, disk, role, web, front, in,
                      RoleBinding{.name = "binding", .roleRef = role, .subjects = {account}},
                      autoscale(web, {.maxReplicas = 3, .cpuUtilization = 80})},
        .elsewhere = {theirs}};
    REQUIRE(check(before).empty());
    const Cluster c = before | prefixed("eu-");
    for (const object& o : c.resources) CHECK(o.name().starts_with("eu-"));
    const findings found = check(c);
    INFO((found.count ? found.kept[0].where.view() : ""));
    CHECK(found.count == 0);
    const api::PodSpec& pod = *c.resources[5].pods();
    CHECK(pod.containers[0].env[0].valueFrom->configMapKeyRef->name == "eu-settings");
    CHECK(pod.containers[0].env[2].valueFrom->secretKeyRef->name == "theirs");
    CHECK(pod.serviceAccountName == "eu-account");
    CHECK(pod.volumes[1].persistentVolumeClaim->claimName == "eu-disk");
    CHECK(c.resources[7].as<api::Ingress>()->spec.rules[0].http->paths[0].backend->service->name ==
          "eu-web");
    CHECK(c.resources[7].as<api::Ingress>()->spec.tls[0].secretName == "eu-password");
    CHECK(c.resources[9].as<api::HorizontalPodAutoscaler>()->spec.scaleTargetRef->name == "eu-web");
    CHECK(before.resources[5].name() == "web");
}

TEST_CASE("namespaces keep their names") {
    const Cluster c =
        Cluster{.name = "shop", .resources = {Namespace{.name = "more"}}} | prefixed("eu-");
    CHECK(c.resources[0].name() == "more");
}

}  // namespace prefixed_test
