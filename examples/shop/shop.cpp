// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

// A small shop: a web front behind a load balancer, a cart behind it, and the nodes that they may
// grow to.
//
//   shop render            the YAML of all objects
//   shop render -o json    the same as a v1 List
//   shop check             what is wrong with it, beyond what the compiler has refused already
//   shop up                runs it here, until Ctrl-C
#include <slipway/dsl.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    ConfigMap settings{.name = "settings",
                       .data = {{"LOG_LEVEL", "info"}, {"GREETING", "welcome"}}};

    Deployment web{
        .name = "web",
        .labels = {{"app", "web"}},
        .replicas = 3,
        .containers = {{
            .name = "app",
            .image = "registry.example.com/shop/web:1.4.2",
            .ports = {{"http", 8080}},
            .env = {{"LOG_LEVEL", from(settings, "LOG_LEVEL")},
                    {"GREETING", from(settings, "GREETING")}},
            .resources = {.requests = {.cpu = "100m", .memory = "128Mi"},
                          .limits = {.cpu = "500m", .memory = "256Mi"}},
            .readinessProbe = httpGet("/healthz", "http"),
        }},
    };

    Deployment cart{
        .name = "cart",
        .labels = {{"app", "cart"}},
        .replicas = 2,
        .containers = {{
            .name = "app",
            .image = "registry.example.com/shop/cart:2.0.0",
            .ports = {{"http", 8080}},
            .resources = {.requests = {.cpu = "250m", .memory = "256Mi"}},
            .readinessProbe = tcpSocket("http"),
        }},
    };

    return {
        .name = "shop",
        .resources = {settings, web, cart,
                      expose(web, {.type = LoadBalancer, .ports = {{80, "http"}}}),
                      expose(cart, {.ports = {{80, "http"}}})},
        .nodePools = {{.name = "worker",
                       .capacity = {.cpu = "2", .memory = "4Gi", .pods = 20},
                       .min = 1,
                       .max = 3}},
        .images = {{"registry.example.com/shop/web:1.4.2", program("hello_http")},
                   {"registry.example.com/shop/cart:2.0.0", program("hello_http")}},
    };
}

int main(int argc, char** argv) { return slipway::run<shop>(argc, argv); }
