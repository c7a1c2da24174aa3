// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/build/container.hpp>

#include <catch2/catch.hpp>

#include <dsl/build/yaml_of.hpp>
#include <slipway/dsl/build/config.hpp>
#include <slipway/dsl/build/workload.hpp>

namespace build_container_test {

using namespace slipway::dsl;
using support::yaml_of;

TEST_CASE("a container says each of its fields in any order") {
    const auto settings = build::config_map("settings").data("LEVEL", "info");
    const auto keys = build::secret("keys").data("token", "x");
    const auto by_sentences =
        build::container("app")
            .port("http", 8080)
            .port("dns", 53, "UDP")
            .port({.number = 9090, .hostPort = 9091})
            .ports({{"more", 7070}})
            .env("LEVEL", from(settings, "LEVEL"))
            .env("TOKEN", from(keys, "token"))
            .env("PLAIN", "yes")
            .env({{"IP", field("status.podIP")}})
            .envFrom(settings)
            .envFrom({keys, "KEY_"})
            .mount("config", "/etc/app")
            .mount({.volume = "data", .path = "/data", .readOnly = true, .subPath = "a"})
            .volumeMounts({{"tmp", "/tmp"}})
            .command({"run"})
            .args({"--fast"})
            .workingDir("/srv")
            .requests({.cpu = "100m"})
            .limits({.memory = "1Gi"})
            .startupProbe(exec({"true"}))
            .readinessProbe(build::probe(httpGet("/healthz", "http"))
                                .initialDelaySeconds(1)
                                .timeoutSeconds(2)
                                .periodSeconds(3)
                                .successThreshold(4)
                                .failureThreshold(5))
            .livenessProbe(tcpSocket("http"))
            .restartPolicy("Always")
            .securityContext({.runAsUser = 1000})
            .imagePullPolicy("Always")
            .image("registry.example.com/app:1");
    const ConfigMap plain_settings{.name = "settings"};
    const Secret plain_keys{.name = "keys"};
    const Container by_values{
        .name = "app",
        .image = "registry.example.com/app:1",
        .imagePullPolicy = "Always",
        .command = {"run"},
        .args = {"--fast"},
        .workingDir = "/srv",
        .ports = {{"http", 8080},
                  {"dns", 53, "UDP"},
                  {.number = 9090, .hostPort = 9091},
                  {"more", 7070}},
        .env = {{"LEVEL", from(plain_settings, "LEVEL")},
                {"TOKEN", from(plain_keys, "token")},
                {"PLAIN", "yes"},
                {"IP", field("status.podIP")}},
        .envFrom = {plain_settings, {plain_keys, "KEY_"}},
        .resources = {.requests = {.cpu = "100m"}, .limits = {.memory = "1Gi"}},
        .volumeMounts = {{"config", "/etc/app"}, {"data", "/data", true, "a"}, {"tmp", "/tmp"}},
        .startupProbe = exec({"true"}),
        .readinessProbe = httpGet("/healthz", "http", timing{1, 2, 3, 4, 5}),
        .livenessProbe = tcpSocket("http"),
        .restartPolicy = "Always",
        .securityContext = {.runAsUser = 1000},
    };
    CHECK(yaml_of(Pod{.name = "p", .initContainers = {by_sentences}}) ==
          yaml_of(Pod{.name = "p", .initContainers = {by_values}}));
}

TEST_CASE("of a single value of a container what was said last counts, and lists grow") {
    const Container c = build::container("app")
                            .image("app:1")
                            .requests({.cpu = "1"})
                            .image("app:2")
                            .args({"a"})
                            .args({"b"})
                            .resources({.limits = {.cpu = "2"}});
    CHECK(c.image == "app:2");
    CHECK(c.args == slipway::list<slipway::text>{"b"});
    CHECK(c.resources.requests.cpu.empty());
    CHECK(c.resources.limits.cpu == "2");
    const Container more =
        build::container(c).port("http", 80).ports({{"a", 81}, {"b", 82}}).image("app:3");
    CHECK(more.ports.size() == 3);
    CHECK(more.image == "app:3");
    CHECK(c.image == "app:2");
    CHECK(c.ports.empty());
}

TEST_CASE(
    "what the API has beyond a container's fields may hold its image, and its line is where it is begun") {
    slipway::api::Container api;
    api.image = "app:1";
    api.tty = true;
    const Container c = build::container("app").spec(api);
    CHECK(c.line == __LINE__ - 1);
    CHECK(c.image.empty());
    CHECK(yaml_of(build::pod("p").runs(c)) ==
          yaml_of(Pod{.name = "p", .containers = {{.name = "app", .spec = api}}}));
}

TEST_CASE("a computed value of a container is checked when it is said") {
    const std::string wrong = "Not An Image";
    CHECK_THROWS_AS(build::container("app").image(wrong), mistake);
    CHECK_THROWS_AS(build::container("app").port("http", 70'000), mistake);
}

}  // namespace build_container_test
