// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/ingress.hpp>

#include <catch2/catch.hpp>

namespace ingress_test {

using namespace slipway;
using namespace slipway::dsl;

namespace {

constexpr Service web() {
    return {
        .name = "web",
        .ports = {{.port = 80, .target = "http", .name = "http"}, {.port = 443, .name = "https"}}};
}

constexpr bool lowered_by_the_compiler() {
    const api::Ingress made =
        lower(Ingress{.name = "front",
                      .rules = {{.host = "example.com",
                                 .paths = {{.path = "/", .backend = backend(web(), "http")}}}}});
    return made.spec.rules[0].http->paths[0].backend->service->port->name == "http";
}
static_assert(lowered_by_the_compiler());

}  // namespace

TEST_CASE("an Ingress leads hosts and paths to Services") {
    const api::Ingress made = lower(Ingress{
        .name = "front",
        .ingressClassName = "nginx",
        .defaultBackend = backend(web(), 443),
        .rules = {{"*.example.com",
                   {{"/", backend(web(), 80)}, {"/api", {"api", "http"}, "Exact"}}},
                  {.host = "empty.example.com"}},
        .tls = {{.hosts = {"a.example.com"}, .secretName = Secret{.name = "tls"}}},
    });
    CHECK(made.apiVersion == "networking.k8s.io/v1");
    CHECK(made.kind == "Ingress");
    CHECK(made.spec.ingressClassName == "nginx");
    CHECK(made.spec.defaultBackend->service->name == "web");
    CHECK(made.spec.defaultBackend->service->port->number == 443L);
    REQUIRE(made.spec.rules.size() == 2);
    CHECK(made.spec.rules[0].host == "*.example.com");
    const auto& paths = made.spec.rules[0].http->paths;
    REQUIRE(paths.size() == 2);
    CHECK(paths[0].path == "/");
    CHECK(paths[0].pathType == "Prefix");
    CHECK(paths[0].backend->service->port->number == 80L);
    CHECK(paths[0].backend->service->port->name.empty());
    CHECK(paths[1].pathType == "Exact");
    CHECK(paths[1].backend->service->name == "api");
    CHECK(paths[1].backend->service->port->name == "http");
    CHECK_FALSE(made.spec.rules[1].http.has_value());
    CHECK(made.spec.tls[0].hosts == core::list<text>{"a.example.com"});
    CHECK(made.spec.tls[0].secretName == "tls");
    CHECK_FALSE(lower(Ingress{.name = "none"}).spec.defaultBackend.has_value());
}

TEST_CASE("a backend is a port that its Service has") {
    CHECK(backend(web(), "https").port == core::int_or_string("https"));
    CHECK(backend(Service{.name = "one", .ports = {{8080}}}).port == core::int_or_string(8080));
    CHECK_THROWS_AS(backend(web(), 8080), mistake);
    CHECK_THROWS_AS(backend(web(), "htpp"), mistake);
    CHECK_THROWS_AS(backend(web()), mistake);
    CHECK_THROWS_AS(backend(Service{.name = "none"}), mistake);
}

TEST_CASE("an Ingress takes whatever else the API has") {
    const Ingress i{.name = "front", .spec = api::IngressSpec{.ingressClassName = "other"}};
    CHECK(lower(i).spec.ingressClassName == "other");
    CHECK_FALSE(all_checked(i));
}

}  // namespace ingress_test
