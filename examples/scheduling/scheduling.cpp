// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

// Pods stay Pending when the nodes are full, until the autoscaler adds nodes.
//
// A pool has nodes for two pods each, and one node to begin with. A Deployment of five pods fills
// it; three pods have to wait. The autoscaler adds nodes of the pool, and the scheduler places the
// pods on them.
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>

#include <slipway/cluster/control_plane.hpp>

namespace {

namespace api = slipway::api;
using slipway::controllers::node_pool;

/// A node as its agent would register it.
void add_node(const slipway::client::client& client, const node_pool& pool,
              const std::string& name) {
    api::Node node;
    node.metadata.name = name;
    node.metadata.labels[slipway::controllers::pool_label] = slipway::text(pool.name);
    node.status.capacity = pool.capacity;
    api::NodeCondition ready;
    ready.type = "Ready";
    ready.status = "True";
    node.status.conditions = {ready};
    client.create(node);
}

api::Deployment web(long replicas) {
    api::Deployment made;
    made.metadata.name = "web";
    made.metadata.namespace_ = "default";
    made.spec.replicas = replicas;
    made.spec.selector.emplace().matchLabels["app"] = "web";
    made.spec.template_.metadata.labels["app"] = "web";
    api::Container app;
    app.name = "app";
    app.image = "registry.example.com/shop/web:1.4.2";
    made.spec.template_.spec.containers = {app};
    return made;
}

/// Polls until `condition` holds; false when it does not within ten seconds.
template <class Condition>
bool eventually(Condition condition) {
    for (int i = 0; i < 1000; ++i) {
        if (condition()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

int placed(const slipway::client::client& client) {
    int n = 0;
    for (const api::Pod& pod : client.list<api::Pod>("default").items)
        n += !pod.spec.nodeName.empty();
    return n;
}

std::string why_pending(const slipway::client::client& client) {
    for (const api::Pod& pod : client.list<api::Pod>("default").items)
        for (const api::PodCondition& c : pod.status.conditions)
            if (c.type == "PodScheduled" && c.status == "False")
                return std::string(c.message.view());
    return {};
}

}  // namespace

int main() try {
    node_pool pool;
    pool.name = "worker";
    pool.capacity = {{"cpu", "2"}, {"memory", "4Gi"}, {"pods", "2"}};
    pool.min = 1;
    pool.max = 3;

    // Held while the example shows what it is like without the autoscaler's nodes.
    std::mutex delivery;
    std::unique_lock holding(delivery);

    slipway::cluster::control_plane* self = nullptr;
    slipway::cluster::control_plane_options options;
    options.autoscaler.pools = {pool};
    options.autoscaler.add_node = [&](const node_pool& of, const std::string& name) {
        std::lock_guard until_released(delivery);
        add_node(self->client(), of, name);
    };
    options.autoscaler.remove_node = [](const std::string&) {};

    slipway::cluster::control_plane cluster(options);
    self = &cluster;
    cluster.start();
    const auto& client = cluster.client();
    add_node(client, pool, "worker-a");
    std::printf("one node for 2 pods, a Deployment of 5\n");
    client.create(web(5));
    if (!eventually([&] { return placed(client) == 2 && !why_pending(client).empty(); })) {
        std::printf("the pods were not placed as expected\n");
        return 1;
    }
    std::printf("placed: 2 of 5; the others are Pending: %s\n", why_pending(client).c_str());

    holding.unlock();
    if (!eventually([&] { return placed(client) == 5; })) {
        std::printf("the pods were not placed in time\n");
        return 1;
    }
    std::printf("the autoscaler added %zu nodes\nplaced: 5 of 5\n",
                client.list<api::Node>().items.size() - 1);
    return 0;
} catch (const std::exception& e) {
    std::fprintf(stderr, "scheduling: %s\n", e.what());
    return 1;
}
