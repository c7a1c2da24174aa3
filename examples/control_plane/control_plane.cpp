// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

// A Kubernetes control plane in one process, for kubectl: API server, controllers, scheduler.
//
//   control_plane KUBECONFIG [SECONDS]
//
// Writes the credentials to KUBECONFIG and serves until SIGINT or SIGTERM, or for so many seconds.
// It has one node on which pods are placed; nothing runs them.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include <slipway/cluster.hpp>

namespace {

namespace api = slipway::api;

void add_node(const slipway::client::client& client, const char* name) {
    api::Node node;
    node.metadata.name = name;
    node.status.capacity = {{"cpu", "4"}, {"memory", "8Gi"}, {"pods", "110"}};
    api::NodeCondition ready;
    ready.type = "Ready";
    ready.status = "True";
    node.status.conditions = {ready};
    client.create(node);
}

void wait_for_end(long seconds) {
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGINT);
    sigaddset(&ending, SIGTERM);
    const timespec limit{seconds, 0};
    if (seconds > 0) sigtimedwait(&ending, nullptr, &limit);
    else sigwaitinfo(&ending, nullptr);
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc < 2) {
        std::fprintf(stderr, "usage: %s KUBECONFIG [SECONDS]\n", argv[0]);
        return 2;
    }
    // Blocked before any thread starts, so that the signals are waited for and not acted on.
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGINT);
    sigaddset(&ending, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ending, nullptr);

    const std::filesystem::path file = std::filesystem::absolute(argv[1]);
    slipway::cluster::control_plane cluster;
    cluster.start();
    add_node(cluster.client(), "node-1");
    const slipway::cluster::served_api served(cluster);
    slipway::cluster::write_secret_file(file, kubeconfig(served.admin()));
    std::printf("the API is served; use it with\n  kubectl --kubeconfig %s get nodes\n",
                file.c_str());
    std::fflush(stdout);
    wait_for_end(argc > 2 ? std::atol(argv[2]) : 0);
    std::filesystem::remove(file);
    return 0;
} catch (const std::exception& e) {
    std::fprintf(stderr, "%s: %s\n", argv[0], e.what());
    return 1;
}
