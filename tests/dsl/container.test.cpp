// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/container.hpp>

#include <catch2/catch.hpp>

namespace container_test {

using namespace slipway;
using namespace slipway::dsl;

namespace {

const ConfigMap settings{.name = "settings"};
const Secret keys{.name = "keys"};

api::Container made_from(const Container& c) {
    api::Container made;
    lower(c, made);
    return made;
}

constexpr bool lowered_by_the_compiler() {
    const Container c{
        .name = "app",
        .image = "web:1",
        .ports = {{.name = "dns", .number = 53, .protocol = "UDP"}},
        .env = {{"A", "1"}, {"B", field("status.podIP")}},
        .resources = {.limits = {.cpu = "1", .ephemeralStorage = "1Gi"}},
        .readinessProbe = httpGet("/healthz", "http", {.timeoutSeconds = 2}),
        .securityContext = {.runAsNonRoot = true},
    };
    api::Container made;
    lower(c, made);
    return made.ports[0].protocol == "UDP" && made.env.size() == 2 &&
           made.readinessProbe->timeoutSeconds == 2L && made.securityContext->runAsNonRoot;
}
static_assert(lowered_by_the_compiler());

}  // namespace

TEST_CASE("a container says how its image is pulled and where it works") {
    const api::Container c =
        made_from({.name = "c", .image = "a", .imagePullPolicy = "Always", .workingDir = "/srv"});
    CHECK(c.imagePullPolicy == "Always");
    CHECK(c.workingDir == "/srv");
}

TEST_CASE("ports have protocols and ports of the node") {
    const api::Container c =
        made_from({.name = "c", .image = "a", .ports = {{"dns", 53, "UDP", 5353}, {"http", 80}}});
    CHECK(c.ports[0].protocol == "UDP");
    CHECK(c.ports[0].hostPort == 5353L);
    CHECK(c.ports[1].protocol.empty());
    CHECK_FALSE(c.ports[1].hostPort.has_value());
}

TEST_CASE("all keys of ConfigMaps and Secrets become variables, with a prefix if wanted") {
    const api::Container c =
        made_from({.name = "c", .image = "a", .envFrom = {settings, {keys, "KEY_"}}});
    REQUIRE(c.envFrom.size() == 2);
    CHECK(c.envFrom[0].configMapRef->name == "settings");
    CHECK(c.envFrom[0].prefix.empty());
    CHECK_FALSE(c.envFrom[0].secretRef.has_value());
    CHECK(c.envFrom[1].secretRef->name == "keys");
    CHECK(c.envFrom[1].prefix == "KEY_");
}

TEST_CASE("space on the node's disk is requested and limited") {
    const api::Container c = made_from(
        {.name = "c", .image = "a", .resources = {.requests = {.ephemeralStorage = "1Gi"}}});
    CHECK(c.resources->requests == core::map<text>{{"ephemeral-storage", "1Gi"}});
    CHECK(c.resources->limits.empty());
}

TEST_CASE("a part of a volume is mounted") {
    const api::Container c = made_from(
        {.name = "c",
         .image = "a",
         .volumeMounts = {{.volume = "data", .path = "/etc/app.conf", .subPath = "app.conf"}}});
    CHECK(c.volumeMounts[0].subPath == "app.conf");
}

TEST_CASE("probes say all of their times") {
    const timing slow{.initialDelaySeconds = 1,
                      .timeoutSeconds = 2,
                      .periodSeconds = 3,
                      .successThreshold = 4,
                      .failureThreshold = 5};
    const api::Container c = made_from({.name = "c",
                                        .image = "a",
                                        .startupProbe = tcpSocket(80, slow),
                                        .readinessProbe = httpGet("/", "http", slow),
                                        .livenessProbe = exec({"true"}, slow)});
    for (const auto* p : {&c.startupProbe, &c.readinessProbe, &c.livenessProbe}) {
        CHECK((*p)->initialDelaySeconds == 1L);
        CHECK((*p)->timeoutSeconds == 2L);
        CHECK((*p)->periodSeconds == 3L);
        CHECK((*p)->successThreshold == 4L);
        CHECK((*p)->failureThreshold == 5L);
    }
    CHECK(c.startupProbe->tcpSocket->port == core::int_or_string(80));
    CHECK(c.readinessProbe->httpGet->path == "/");
    CHECK(c.livenessProbe->exec->command == core::list<text>{"true"});
}

TEST_CASE("what a container may do is written where it is said") {
    const api::Container c = made_from({.name = "c",
                                        .image = "a",
                                        .securityContext = {.allowPrivilegeEscalation = false,
                                                            .privileged = true,
                                                            .readOnlyRootFilesystem = true,
                                                            .runAsNonRoot = false,
                                                            .runAsUser = 0}});
    REQUIRE(c.securityContext.has_value());
    CHECK(c.securityContext->allowPrivilegeEscalation.has_value());
    CHECK_FALSE(c.securityContext->allowPrivilegeEscalation);
    CHECK(c.securityContext->privileged);
    CHECK(c.securityContext->readOnlyRootFilesystem);
    CHECK(c.securityContext->runAsNonRoot.has_value());
    CHECK(c.securityContext->runAsUser == 0L);
    CHECK_FALSE(made_from({.name = "c", .image = "a"}).securityContext.has_value());
}

TEST_CASE("a sidecar is an init container that is always started again") {
    CHECK(made_from({.name = "c", .image = "a", .restartPolicy = "Always"}).restartPolicy ==
          "Always");
}

TEST_CASE("values of the API's own struct are not checked by types") {
    CHECK(all_checked(core::list<Container>{{.name = "c", .image = "a"}}));
    CHECK_FALSE(all_checked(core::list<Container>{
        {.name = "c", .image = "a"}, {.name = "d", .spec = api::Container{.workingDir = "/"}}}));
}

}  // namespace container_test
