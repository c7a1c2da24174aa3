// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/kinds.hpp>

#include <string>

#include <catch2/catch.hpp>

namespace kinds_test {

using namespace slipway;
using namespace slipway::dsl;

TEST_CASE("a Service that exposes a workload selects its pods and stands beside it") {
    const Deployment web{.name = "web", .namespace_ = "front", .labels = {{"app", "web"}}};
    const Service s = expose(web, {.type = LoadBalancer, .ports = {{80, "http"}}});
    CHECK(s.name == "web");
    CHECK(s.namespace_ == "front");
    CHECK(s.type == LoadBalancer);
    REQUIRE(s.selector.size() == 1);
    CHECK(s.selector[0].key == "app");
    CHECK(s.selector[0].value == "web");
    REQUIRE(s.ports.size() == 1);
    CHECK(s.ports[0].target == core::int_or_string("http"));
    CHECK(expose(web, {.name = "other"}).name == "other");
}

TEST_CASE("what a Service cannot be named, or cannot select, is refused") {
    CHECK_THROWS_AS(expose(Deployment{.name = "web.v2", .labels = {{"app", "web"}}}, {}), mistake);
    CHECK_NOTHROW(
        expose(Deployment{.name = "web.v2", .labels = {{"app", "web"}}}, {.name = "web"}));
    CHECK_THROWS_AS(expose(Pod{.name = "web"}, {.ports = {{80}}}), mistake);
}

TEST_CASE("references carry the object's name and the key") {
    const reference config = from(ConfigMap{.name = "settings"}, "LOG_LEVEL"),
                    secret = from(Secret{.name = "keys"}, "token"),
                    name = field("metadata.labels['app']");
    CHECK(config.what == reference::to::config_map);
    CHECK(config.object == "settings");
    CHECK(config.key == "LOG_LEVEL");
    CHECK(secret.what == reference::to::secret);
    CHECK(secret.object == "keys");
    CHECK(name.what == reference::to::field);
    CHECK(name.key == "metadata.labels['app']");
}

TEST_CASE("every object knows the line where it stands") {
    const ConfigMap first{.name = "a"};
    const ConfigMap second{.name = "b"};
    CHECK(first.line == __LINE__ - 2);
    CHECK(second.line == __LINE__ - 2);
}

TEST_CASE("fields take values that were computed, of any string class") {
    const std::string tag = "1.4.3", name = "web";
    const Deployment d{.name = name,
                       .labels = {{"app", name}},
                       .replicas = static_cast<long>(tag.size()),
                       .containers = {{.name = "app", .image = "shop/web:" + tag}}};
    CHECK(d.name == "web");
    CHECK(d.replicas == 5L);
    CHECK(d.containers[0].image == "shop/web:1.4.3");
    CHECK_THROWS_AS((Deployment{.name = name + "_1"}), mistake);
}

TEST_CASE("images for `up` say what they are made of") {
    CHECK(program("server").kind == ImageSource::from::program);
    CHECK(program("server").path == "server");
    CHECK(thisProgram().kind == ImageSource::from::this_program);
    CHECK(busybox().kind == ImageSource::from::busybox);
    CHECK(directory("root").kind == ImageSource::from::directory);
    CHECK(directory("root").path == "root");
}

}  // namespace kinds_test
