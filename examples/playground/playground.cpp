// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

// A cluster to try things in with kubectl: nodes for four pods each, of which there may be three,
// and two images.
//
//   playground up &
//   kubectl --kubeconfig playground.kubeconfig run web --image hello:1 --port 8080 --labels app=web
//   kubectl --kubeconfig playground.kubeconfig expose pod web --type LoadBalancer --name web
#include <slipway/dsl.hpp>

using namespace slipway::dsl;

constexpr Cluster playground() {
    return {
        .name = "playground",
        .nodePools = {{.name = "worker",
                       .capacity = {.cpu = "4", .memory = "8Gi", .pods = 4},
                       .min = 1,
                       .max = 3}},
        .images = {{"busybox:1", busybox()},
                   {"hello:1", program("hello_http")},
                   {"hello:2", program("hello_http")}},
    };
}

int main(int argc, char** argv) { return slipway::run<playground>(argc, argv); }
