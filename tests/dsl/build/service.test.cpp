// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/build/service.hpp>

#include <catch2/catch.hpp>

#include <dsl/build/yaml_of.hpp>
#include <slipway/dsl/build/workload.hpp>

namespace build_service_test {

using namespace slipway::dsl;
using support::yaml_of;

namespace {

auto web() {
    return build::deployment("web")
        .label("app", "web")
        .in_namespace("prod")
        .runs(build::container("app").image("web:1").port("http", 8080));
}

}  // namespace

TEST_CASE("sentences and values make the same Service") {
    CHECK(
        yaml_of(
            build::service("a")
                .type(LoadBalancer)
                .selector("app", "a")
                .selector({{"v", "1"}})
                .port(80, "http")
                .port(81)
                .port(
                    {.port = 82, .target = 8082, .name = "x", .nodePort = 30082, .protocol = "UDP"})
                .ports({{83, "more", "more"}})
                .externalTrafficPolicy("Local")
                .loadBalancerClass("internal-vip")
                .loadBalancerSourceRange("10.0.0.0/8")
                .publishNotReadyAddresses()
                .sessionAffinity("ClientIP")) ==
        yaml_of(Service{
            .name = "a",
            .type = LoadBalancer,
            .selector = {{"app", "a"}, {"v", "1"}},
            .ports = {{80, "http"}, {81}, {82, 8082, "x", 30082, "UDP"}, {83, "more", "more"}},
            .externalTrafficPolicy = "Local",
            .loadBalancerClass = "internal-vip",
            .loadBalancerSourceRanges = {"10.0.0.0/8"},
            .publishNotReadyAddresses = true,
            .sessionAffinity = "ClientIP",
        }));
    CHECK(yaml_of(build::service("a").type(ExternalName).externalName("db.example.com")) ==
          yaml_of(Service{.name = "a", .type = ExternalName, .externalName = "db.example.com"}));
    slipway::api::ServiceSpec api;
    api.clusterIP = "10.96.0.10";
    CHECK(yaml_of(build::service(Service{.name = "a"}).spec(api)) ==
          yaml_of(Service{.name = "a", .spec = api}));
}

TEST_CASE("the Service in front of a workload is the same, however both are written") {
    const Deployment plain = web();
    const std::string right = yaml_of(expose(plain, {.ports = {{80, "http"}}}));
    CHECK(yaml_of(expose(web(), {.ports = {{80, "http"}}})) == right);
    CHECK(yaml_of(build::expose(web()).port(80, "http")) == right);
    CHECK(yaml_of(build::expose(plain).port(80, "http")) == right);
    const Service named = build::expose(plain).named("front");
    CHECK(named.name == "front");
    CHECK(named.line == __LINE__ - 2);
    CHECK(Service(build::expose(web())).line == __LINE__);
    CHECK_THROWS_AS(build::expose(Deployment{.name = "web"}), mistake);
}

}  // namespace build_service_test
