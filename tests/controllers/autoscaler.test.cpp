// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/controllers/autoscaler.hpp>

#include <algorithm>
#include <mutex>

#include <catch2/catch.hpp>

#include <slipway/controllers/scheduler.hpp>
#include <support/manual_time.hpp>

#include "world.hpp"

namespace autoscaler_test {

namespace {

namespace api = slipway::api;
namespace controllers = slipway::controllers;
using namespace std::chrono_literals;
using support::eventually;

/// A pool of nodes with two processors.
controllers::node_pool pool(const std::string& name, int min, int max) {
    controllers::node_pool made{};
    made.name = name;
    made.capacity["cpu"] = "2";
    made.capacity["memory"] = "4Gi";
    made.capacity["pods"] = "10";
    made.min = min;
    made.max = max;
    return made;
}

/// Scheduler and autoscaler, and a data centre that has the nodes that are asked for.
struct world : support::basic_loops<support::manual_time> {
    std::atomic<bool> delivers{true};

    void start(std::vector<controllers::node_pool> pools) {
        controllers::scheduler(manager);
        controllers::autoscaler_options options;
        options.pools = std::move(pools);
        options.add_node = [this](const controllers::node_pool& p, const std::string& name) {
            const bool comes = delivers;
            {
                std::lock_guard lock(mutex_);
                asked_.push_back(p.name);
            }
            if (comes) bring(p, name);
        };
        options.remove_node = [this](const std::string& name) {
            api.remove<slipway::api::Node>({}, name);
        };
        controllers::autoscaler(manager, options);
        manager.start();
    }
    void bring(const controllers::node_pool& p, const std::string& name) {
        slipway::api::Node node{};
        node.metadata.name = name;
        node.metadata.labels = p.labels;
        node.metadata.labels[controllers::pool_label] = p.name;
        node.metadata.labels["kubernetes.io/hostname"] = name;
        node.spec.taints = p.taints;
        node.status.capacity = p.capacity;
        api.create(node);
    }
    /// The pools of the nodes that were asked for, in order.
    std::vector<std::string> asked() {
        std::lock_guard lock(mutex_);
        return asked_;
    }
    std::size_t nodes() { return api.list<slipway::api::Node>().items.size(); }
    bool all_run() {
        return eventually([&] {
            for (const auto& pod : pods())
                if (pod.spec.nodeName.empty()) return false;
            return true;
        });
    }
    std::string node_of(const std::string& pod) {
        return std::string(api.get<slipway::api::Pod>("ns", pod).spec.nodeName.view());
    }
    bool waits(const std::string& pod) {
        return eventually([&] {
                   return !api.get<slipway::api::Pod>("ns", pod).status.conditions.empty();
               }) &&
               node_of(pod).empty();
    }

private:
    std::mutex mutex_;
    std::vector<std::string> asked_;
};

}  // namespace

TEST_CASE("pods that fit nowhere get the nodes they need, and not one more") {
    world w;
    for (int i = 0; i < 5; ++i) w.add_pod("p" + std::to_string(i), "900m");
    w.start({pool("small", 0, 10)});
    REQUIRE(w.all_run());
    CHECK(eventually([&] { return w.nodes() == 3; }));
    CHECK(w.asked().size() == 3);
    REQUIRE(eventually([&] { return support::messages(w.api, "TriggeredScaleUp").size() == 3; }));
    const auto said = support::messages(w.api, "TriggeredScaleUp");
    CHECK(std::count(said.begin(), said.end(),
                     "pod triggered scale-up: [{small 0->1 (max: 10)}]") == 1);
    w.add_pod("last", "900m");
    REQUIRE(w.all_run());
    CHECK(w.asked().size() == 3);
}

TEST_CASE("pods that avoid each other get a node each") {
    world w;
    for (int i = 0; i < 3; ++i) {
        slipway::api::Pod made{};
        made.metadata.name = "p" + std::to_string(i);
        made.metadata.namespace_ = "ns";
        made.metadata.labels["app"] = "web";
        made.spec.containers.append();
        auto& term = made.spec.affinity.emplace()
                         .podAntiAffinity.emplace()
                         .requiredDuringSchedulingIgnoredDuringExecution.append();
        term.topologyKey = "kubernetes.io/hostname";
        term.labelSelector.emplace().matchLabels["app"] = "web";
        w.api.create(made);
    }
    w.start({pool("small", 0, 10)});
    REQUIRE(w.all_run());
    CHECK(w.asked().size() == 3);
}

TEST_CASE("a pool does not grow over its maximum, and then the next one does") {
    world w;
    for (int i = 0; i < 4; ++i) w.add_pod("p" + std::to_string(i), "2");
    w.start({pool("first", 0, 1), pool("second", 0, 2)});
    REQUIRE(eventually([&] { return w.nodes() == 3; }));
    REQUIRE(eventually([&] {
        const auto all = w.pods();
        return std::count_if(all.begin(), all.end(),
                             [](const auto& p) { return p.spec.nodeName.empty(); }) == 1;
    }));
    CHECK(w.asked() == std::vector<std::string>{"first", "second", "second"});
}

TEST_CASE("a pod that fits no pool adds nothing") {
    world w;
    auto tainted = pool("tainted", 0, 5);
    tainted.taints.push_back({.value = "batch", .key = "for", .effect = "NoSchedule"});
    w.add_pod("large", "3");
    api::Pod elsewhere{};
    elsewhere.metadata.name = "elsewhere";
    elsewhere.metadata.namespace_ = "ns";
    elsewhere.spec.nodeSelector["zone"] = "b";
    w.api.create(elsewhere);
    auto zoned = pool("zoned", 0, 5);
    zoned.labels["zone"] = "a";
    w.start({tainted, zoned});
    REQUIRE(w.waits("large"));
    REQUIRE(w.waits("elsewhere"));
    // What comes later is served: the others were looked at before it.
    w.add_pod("small", "1");
    REQUIRE(eventually([&] { return !w.node_of("small").empty(); }));
    CHECK(w.asked() == std::vector<std::string>{"zoned"});
    CHECK(w.node_of("large").empty());
    CHECK(w.node_of("elsewhere").empty());
}

TEST_CASE("a pool has its minimum without any pod, and gets it back") {
    world w;
    w.start({pool("small", 2, 5)});
    REQUIRE(eventually([&] { return w.nodes() == 2; }));
    w.api.remove<api::Node>({}, w.api.list<api::Node>().items[0].metadata.name);
    // The loop that has not seen it come waits for it as long as for any that is asked for.
    CHECK(eventually([&] {
        w.time.pass(1min);
        return w.nodes() == 2 && w.asked().size() == 3;
    }));
}

TEST_CASE("idle nodes go down to the minimum, busy ones stay, and pods of a DaemonSet keep none") {
    world w;
    for (const char* name : {"p1", "p2", "p3"}) w.add_pod(name, "2");
    w.start({pool("small", 1, 5)});
    REQUIRE(w.all_run());
    REQUIRE(w.nodes() == 3);
    const std::string busy = w.node_of("p1");
    api::Pod everywhere{};
    everywhere.metadata.name = "everywhere";
    everywhere.metadata.namespace_ = "ns";
    everywhere.metadata.ownerReferences.push_back({.kind = "DaemonSet", .controller = true});
    everywhere.spec.nodeName = w.node_of("p2");
    w.api.create(everywhere);
    w.api.remove<api::Pod>("ns", "p2");
    w.api.remove<api::Pod>("ns", "p3");
    REQUIRE(eventually(
        [&] { return w.manager.informer<api::Pod>().list().size() == 2 && !w.manager.idle(); }));
    w.time.pass(9min);
    CHECK(w.nodes() == 3);
    // The clock of the idle ones may have begun a moment later than that of this test.
    REQUIRE(eventually([&] {
        w.time.pass(1min);
        return w.nodes() == 1;
    }));
    CHECK(w.api.find<api::Node>({}, busy));
    CHECK(eventually([&] { return support::messages(w.api, "ScaleDown").size() == 2; }));
    w.api.remove<api::Pod>("ns", "p1");
    REQUIRE(eventually([&] { return w.manager.informer<api::Pod>().list().size() == 1; }));
    w.time.pass(1h);
    CHECK(eventually([&] {
        w.time.pass(1min);
        return w.manager.idle();
    }));
    CHECK(w.nodes() == 1);
}

TEST_CASE("a pod that comes onto a node while it is being removed keeps it") {
    std::string node;
    std::atomic<bool> armed{false}, came{false};
    world w;
    w.server.before = [&](const std::string& verb, const api::target& at) {
        if (!armed || verb != "patch" || at.kind->plural != "nodes" || came.exchange(true)) return;
        api::Pod late{};
        late.metadata.name = "late";
        late.metadata.namespace_ = "ns";
        late.spec.nodeName = node;
        w.api.create(late);
    };
    w.add_pod("p", "2");
    w.start({pool("small", 0, 5)});
    REQUIRE(w.all_run());
    node = w.node_of("p");
    armed = true;
    w.api.remove<api::Pod>("ns", "p");
    REQUIRE(eventually([&] {
        w.time.pass(1min);
        return came.load();
    }));
    REQUIRE(eventually(
        [&] { return w.manager.informer<api::Pod>().get("ns", "late") && w.manager.idle(); }));
    REQUIRE(w.api.find<api::Node>({}, node));
    CHECK_FALSE(w.api.get<api::Node>({}, node).spec.unschedulable);
    CHECK(w.node_of("late") == node);
}

TEST_CASE("a node that does not come in time is not counted on, and another is asked for") {
    world w;
    w.delivers = false;
    w.add_pod("p", "2");
    w.start({pool("small", 0, 1)});
    REQUIRE(eventually([&] { return w.asked().size() == 1; }));
    w.delivers = true;
    REQUIRE(eventually([&] {
        w.time.pass(1min);
        return w.asked().size() > 1;
    }));
    CHECK(w.all_run());
    CHECK(w.asked().size() == 2);
}

}  // namespace autoscaler_test
