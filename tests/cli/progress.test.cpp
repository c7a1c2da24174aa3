// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/progress.hpp>

#include <algorithm>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <slipway/client.hpp>
#include <support/eventually.hpp>
#include <support/memory_api.hpp>

namespace progress_test {

using namespace slipway;
using support::eventually;

namespace {

/// A server, and what is told of its objects.
struct followed {
    support::memory_api server;
    core::system_time time;
    core::random_source random{1};
    client::client api{server};
    controller::manager manager{api, time, random};
    std::mutex mutex;
    std::vector<std::string> told;
    std::shared_ptr<cli::progress> seen = std::make_shared<cli::progress>(
        manager,
        [this](const std::string& s) {
            std::lock_guard lock(mutex);
            told.push_back(s);
        },
        [] {});

    followed() {
        seen->start();
        manager.start();
    }
    ~followed() { manager.stop(); }

    long count(const std::string& sentence) {
        std::lock_guard lock(mutex);
        return std::count(told.begin(), told.end(), sentence);
    }
    bool tells(const std::string& sentence) {
        return eventually([&] { return count(sentence) > 0; });
    }
    bool misses(const std::string& lines) {
        return eventually([&] { return seen->missing() == lines; });
    }
};

template <class Object>
Object named(const char* name) {
    Object made{};
    made.metadata.name = name;
    made.metadata.namespace_ = "shop";
    return made;
}

api::PodCondition condition(const char* type, const char* status, const char* message = "") {
    api::PodCondition made{};
    made.type = type;
    made.status = status;
    made.message = text(message);
    return made;
}

}  // namespace

TEST_CASE("each step of a pod is told once") {
    followed f;
    api::Pod pod = f.api.create(named<api::Pod>("web"));
    CHECK(f.tells("shop/pod/web waits for a node"));
    pod.status.conditions = {condition("PodScheduled", "False", "0 of 1 nodes fit")};
    pod = f.api.update_status(pod);
    CHECK(f.tells("shop/pod/web waits for a node: 0 of 1 nodes fit"));
    pod.status.conditions = {};
    api::ContainerStatus waits{};
    waits.state.emplace().waiting.emplace().reason = "ErrImagePull";
    pod.status.containerStatuses = {waits};
    pod = f.api.update_status(pod);
    CHECK(f.tells("shop/pod/web waits: ErrImagePull"));
    pod.status.containerStatuses = {};
    pod.status.phase = "Running";
    pod = f.api.update_status(pod);
    CHECK(f.tells("shop/pod/web runs"));
    pod.status.conditions = {condition("Ready", "True")};
    pod = f.api.update_status(pod);
    CHECK(f.tells("shop/pod/web is ready"));
    pod.status.podIP = "10.0.0.1";  // says nothing new
    pod = f.api.update_status(pod);
    f.api.remove<api::Pod>("shop", "web");
    CHECK(f.tells("shop/pod/web is gone"));
    CHECK(f.count("shop/pod/web is ready") == 1);
}

TEST_CASE("nodes come and go") {
    followed f;
    api::Node node{};
    node.metadata.name = "worker-1";
    f.api.create(node);
    CHECK(f.tells("node/worker-1 is there"));
    f.api.remove<api::Node>("", "worker-1");
    CHECK(f.tells("node/worker-1 is gone"));
}

TEST_CASE("what is expected is missing until it has been seen") {
    followed f;
    f.seen->expect("Service", "shop", "front");
    f.seen->expect("ConfigMap", "shop", "settings");  // nobody waits for these
    CHECK(f.seen->missing() == "  Service shop/front is not known yet\n");
    CHECK_FALSE(f.seen->ready());
    f.api.create(named<api::Service>("front"));
    CHECK(f.misses(""));
    CHECK(f.seen->ready());
}

TEST_CASE("a Deployment is ready when all pods of its newest template are available") {
    followed f;
    api::Deployment d = named<api::Deployment>("web");
    d.spec.replicas = 2L;
    d = f.api.create(d);
    CHECK(f.misses("  shop/deployment/web has not been seen by its controller\n"));
    d.status.observedGeneration = d.metadata.generation;
    d.status.updatedReplicas = 1L;
    d = f.api.update_status(d);
    CHECK(f.misses("  shop/deployment/web has 1 of 2 pods of its newest template\n"));
    d.status.updatedReplicas = 2L;
    d.status.availableReplicas = 1L;
    d = f.api.update_status(d);
    CHECK(f.misses("  shop/deployment/web has 1 of 2 pods available\n"));
    d.status.availableReplicas = 2L;
    f.api.update_status(d);
    CHECK(f.misses(""));
}

TEST_CASE("pods that wait, and load balancers without an address, are named") {
    followed f;
    api::Pod pod = f.api.create(named<api::Pod>("job"));
    CHECK(f.misses("  shop/pod/job waits for a node\n"));
    pod.status.phase = "Failed";
    pod = f.api.update_status(pod);
    CHECK(f.misses("  shop/pod/job has ended: Failed\n"));
    pod.status.phase = "Succeeded";
    f.api.update_status(pod);
    CHECK(f.misses(""));

    api::Service s = named<api::Service>("front");
    s.spec.type = "LoadBalancer";
    s = f.api.create(s);
    CHECK(f.misses("  shop/service/front waits for an address\n"));
    s.status.loadBalancer.emplace().ingress.append().ip = "127.0.0.2";
    f.api.update_status(s);
    CHECK(f.misses(""));
}

}  // namespace progress_test
