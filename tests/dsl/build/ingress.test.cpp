// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/build/ingress.hpp>

#include <catch2/catch.hpp>

#include <dsl/build/yaml_of.hpp>
#include <slipway/dsl/build/config.hpp>
#include <slipway/dsl/build/service.hpp>

namespace build_ingress_test {

using namespace slipway::dsl;
using support::yaml_of;

TEST_CASE("sentences and values make the same Ingress") {
    const auto front = build::service("front").port(80);
    const Service plain = front;
    CHECK(yaml_of(build::ingress("a")
                      .path("a.example.com", "/", backend(front, 80))
                      .path("b.example.com", "/b", backend(front))
                      .path("a.example.com", "/a", {front, "http"})
                      .path("/all", backend(plain))
                      .rule({.host = "c.example.com",
                             .paths = {{.backend = {plain, 80}, .pathType = "Exact"}}})
                      .rules({{.host = "d.example.com"}})
                      .tls("a.example.com", build::secret("certificate"))
                      .tls({.hosts = {"b.example.com"}, .secretName = "other"})
                      .ingressClassName("nginx")
                      .defaultBackend(backend(front, 80))) ==
          yaml_of(Ingress{
              .name = "a",
              .ingressClassName = "nginx",
              .defaultBackend = {plain, 80},
              .rules = {{.host = "a.example.com",
                         .paths = {{"/", {plain, 80}}, {"/a", {plain, "http"}}}},
                        {.host = "b.example.com", .paths = {{"/b", {plain, 80}}}},
                        {.paths = {{"/all", {plain, 80}}}},
                        {.host = "c.example.com",
                         .paths = {{.backend = {plain, 80}, .pathType = "Exact"}}},
                        {.host = "d.example.com"}},
              .tls = {{.hosts = {"a.example.com"}, .secretName = "certificate"},
                      {.hosts = {"b.example.com"}, .secretName = "other"}},
          }));
    slipway::api::IngressSpec api;
    api.ingressClassName = "x";
    CHECK(yaml_of(build::ingress(Ingress{.name = "a"}).spec(api)) ==
          yaml_of(Ingress{.name = "a", .spec = api}));
}

}  // namespace build_ingress_test
