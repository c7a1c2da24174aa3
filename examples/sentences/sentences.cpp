// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

// The shop of ../shop once more, in sentences: the objects are the same.
//
//   sentences render       the YAML of all objects
//   sentences check        what is wrong with it, beyond what the compiler has refused already
#include <slipway/dsl.hpp>
#include <slipway/dsl/build.hpp>

using namespace slipway::dsl;

/// What all containers of the shop have: a sentence can go on from here.
constexpr auto app(const image& of) { return build::container("app").image(of).port("http", 8080); }

constexpr Cluster shop() {
    auto settings =
        build::config_map("settings").data("LOG_LEVEL", "info").data("GREETING", "welcome");

    auto web = build::deployment("web")
                   .label("app", "web")
                   .replicas(3)
                   .runs(app("registry.example.com/shop/web:1.4.2")
                             .env("LOG_LEVEL", from(settings, "LOG_LEVEL"))
                             .env("GREETING", from(settings, "GREETING"))
                             .requests({.cpu = "100m", .memory = "128Mi"})
                             .limits({.cpu = "500m", .memory = "256Mi"})
                             .readinessProbe(httpGet("/healthz", "http")));

    auto cart = build::deployment("cart")
                    .label("app", "cart")
                    .replicas(2)
                    .runs(app("registry.example.com/shop/cart:2.0.0")
                              .requests({.cpu = "250m", .memory = "256Mi"})
                              .readinessProbe(tcpSocket("http")));

    return {
        .name = "shop",
        .resources = {settings, web, cart, build::expose(web).type(LoadBalancer).port(80, "http"),
                      build::expose(cart).port(80, "http")},
        .nodePools = {{.name = "worker",
                       .capacity = {.cpu = "2", .memory = "4Gi", .pods = 20},
                       .min = 1,
                       .max = 3}},
    };
}

int main(int argc, char** argv) { return slipway::run<shop>(argc, argv); }
