// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/controllers/scheduler.hpp>

#include <algorithm>
#include <atomic>

#include <catch2/catch.hpp>

#include "world.hpp"

namespace scheduler_test {

namespace {

namespace api = slipway::api;
using support::eventually;

/// A pod that asks for nothing.
api::Pod pod(const std::string& name) {
    api::Pod made{};
    made.metadata.name = name;
    made.metadata.namespace_ = "ns";
    made.spec.containers.push_back({});
    return made;
}
api::Pod asking(const std::string& name, const std::string& resource, const std::string& amount) {
    api::Pod made = pod(name);
    made.spec.containers.begin()->resources.emplace().requests[resource] = amount;
    return made;
}
/// A pod that takes a port of its node.
api::Pod on_port(const std::string& name, long number, const char* address = "",
                 const char* protocol = "TCP") {
    api::Pod made = pod(name);
    api::core_v1::ContainerPort& p = made.spec.containers.begin()->ports.append();
    p.containerPort = p.hostPort = number;
    p.hostIP = address;
    p.protocol = protocol;
    return made;
}
constexpr const char* host = "kubernetes.io/hostname";

api::Pod labelled(const std::string& name, const std::string& app) {
    api::Pod made = pod(name);
    made.metadata.labels["app"] = app;
    return made;
}
/// One more term: about pods of this app on the same node.
void term(slipway::core::list<api::core_v1::PodAffinityTerm>& terms, const std::string& app) {
    api::core_v1::PodAffinityTerm& made = terms.append();
    made.topologyKey = host;
    made.labelSelector.emplace().matchLabels["app"] = app;
}
api::core_v1::Taint taint(const std::string& key, const std::string& value) {
    api::core_v1::Taint made{};
    made.key = key;
    made.value = value;
    made.effect = "NoSchedule";
    return made;
}

struct world : support::loops {
    world() { slipway::controllers::scheduler(manager); }

    std::string node_of(const std::string& name) {
        return std::string(api.get<slipway::api::Pod>("ns", name).spec.nodeName.view());
    }
    bool goes_to(const std::string& name, const std::string& node) {
        return eventually([&] { return node_of(name) == node; });
    }
    /// Why the pod has no node, by its condition; empty while it says nothing.
    std::string refusal(const std::string& name) {
        const auto found = api.get<slipway::api::Pod>("ns", name);
        const auto* c =
            slipway::controllers::detail::condition(found.status.conditions, "PodScheduled");
        return c && c->status == "False" && c->reason == "Unschedulable"
                   ? std::string(c->message.view())
                   : "";
    }
    bool waits(const std::string& name, const std::string& why) {
        return eventually([&] { return refusal(name) == why; }) && node_of(name).empty();
    }
    long bound() {
        const auto all = pods();
        return std::count_if(all.begin(), all.end(),
                             [](const auto& p) { return !p.spec.nodeName.empty(); });
    }
};

}  // namespace

TEST_CASE("pods go to the emptiest node, and an event says where") {
    world w;
    w.manager.start();
    w.add_node("a", "4");
    w.add_node("b", "4");
    for (const char* name : {"p1", "p2", "p3", "p4"}) {
        w.add_pod(name, "1");
        REQUIRE(eventually([&] { return !w.node_of(name).empty(); }));
    }
    const auto all = w.pods();
    CHECK(std::count_if(all.begin(), all.end(),
                        [](const auto& p) { return p.spec.nodeName == "a"; }) == 2);
    REQUIRE(eventually([&] { return support::messages(w.api, "Scheduled").size() == 4; }));
    const auto said = support::messages(w.api, "Scheduled");
    CHECK(std::count(said.begin(), said.end(),
                     "Successfully assigned ns/p1 to " + w.node_of("p1")) == 1);
}

TEST_CASE("pods of one controller stand apart") {
    world w;
    w.manager.start();
    w.add_node("a", "8");
    w.add_node("b", "2");
    for (const char* name : {"p1", "p2"}) {
        api::Pod made = pod(name);
        api::meta_v1::OwnerReference owner{};
        owner.uid = "set";
        owner.controller = true;
        made.metadata.ownerReferences.push_back(owner);
        w.api.create(made);
        REQUIRE(eventually([&] { return !w.node_of(name).empty(); }));
    }
    CHECK(w.node_of("p1") != w.node_of("p2"));
}

TEST_CASE("pods that avoid each other have nodes of their own, whoever comes first") {
    world w;
    w.manager.start();
    for (const char* name : {"a", "b"}) w.add_node(name, "8", "110", {{host, name}});
    for (const char* name : {"p1", "p2", "p3"}) {
        api::Pod made = labelled(name, "web");
        term(made.spec.affinity.emplace()
                 .podAntiAffinity.emplace()
                 .requiredDuringSchedulingIgnoredDuringExecution,
             "web");
        w.api.create(made);
        REQUIRE(
            (name == std::string("p3") || eventually([&] { return !w.node_of(name).empty(); })));
    }
    CHECK(w.node_of("p1") != w.node_of("p2"));
    CHECK(
        w.waits("p3", "0/2 nodes are available: 2 node(s) didn't match pod anti-affinity rules."));
    w.api.create(labelled("late", "web"));  // it avoids nobody, and they avoid it
    CHECK(w.waits(
        "late",
        "0/2 nodes are available: 2 node(s) didn't satisfy existing pods anti-affinity rules."));
    w.api.create(labelled("other", "db"));
    CHECK(eventually([&] { return !w.node_of("other").empty(); }));

    api::Pod avoids = labelled("avoids", "cache");
    term(avoids.spec.affinity.emplace()
             .podAntiAffinity.emplace()
             .requiredDuringSchedulingIgnoredDuringExecution,
         "web");
    w.api.create(avoids);
    CHECK(w.waits("avoids",
                  "0/2 nodes are available: 2 node(s) didn't match pod anti-affinity rules."));
    w.api.remove<api::Pod>("ns", "p1");
    w.api.remove<api::Pod>("ns", "late");
    CHECK(eventually([&] { return !w.node_of("p3").empty() || !w.node_of("avoids").empty(); }));
}

TEST_CASE("pods that look for others wait until these have a node, and are with them") {
    world w;
    w.manager.start();
    for (const char* name : {"a", "b"}) w.add_node(name, "8", "110", {{host, name}});
    api::Pod made = labelled("cache", "cache");
    term(made.spec.affinity.emplace()
             .podAffinity.emplace()
             .requiredDuringSchedulingIgnoredDuringExecution,
         "web");
    w.api.create(made);
    CHECK(w.waits("cache", "0/2 nodes are available: 2 node(s) didn't match pod affinity rules."));
    w.api.create(labelled("web", "web"));
    CHECK(eventually(
        [&] { return !w.node_of("cache").empty() && w.node_of("cache") == w.node_of("web"); }));

    for (const char* name : {"g1", "g2", "g3"}) {  // the first of its own kind finds nobody
        api::Pod one = labelled(name, "group");
        term(one.spec.affinity.emplace()
                 .podAffinity.emplace()
                 .requiredDuringSchedulingIgnoredDuringExecution,
             "group");
        w.api.create(one);
        REQUIRE(eventually([&] { return !w.node_of(name).empty(); }));
    }
    CHECK(w.node_of("g1") == w.node_of("g2"));
    CHECK(w.node_of("g1") == w.node_of("g3"));
}

TEST_CASE("pods are spread as far as they ask for it") {
    world w;
    w.manager.start();
    w.add_node("a", "8", "110", {{host, "a"}});
    w.add_node("b", "8", "1", {{host, "b"}});
    w.add_node("plain");
    const auto spread = [](const std::string& name) {
        api::Pod one = labelled(name, "web");
        api::core_v1::TopologySpreadConstraint& c = one.spec.topologySpreadConstraints.append();
        c.maxSkew = 1;
        c.topologyKey = host;
        c.whenUnsatisfiable = "DoNotSchedule";
        c.labelSelector.emplace().matchLabels["app"] = "web";
        return one;
    };
    for (const char* name : {"p1", "p2", "p3"}) {
        w.api.create(spread(name));
        REQUIRE(eventually([&] { return !w.node_of(name).empty(); }));
    }
    w.api.create(spread("p4"));
    CHECK(w.waits(
        "p4",
        "0/3 nodes are available: 1 Too many pods, 1 node(s) didn't match pod topology spread constraints, "
        "1 node(s) didn't match pod topology spread constraints (missing required label)."));
}

TEST_CASE(
    "a pod that fits nowhere says why in Kubernetes' words, and is placed when there is room") {
    world w;
    api::Pod fresh = pod("p2");
    std::string why;
    SECTION("cpu") {
        w.add_node("n", "1");
        w.add_pod("p1", "600m");
        fresh = asking("p2", "cpu", "600m");
        why = "0/1 nodes are available: 1 Insufficient cpu.";
    }
    SECTION("memory") {
        w.add_node("n");
        w.api.create(asking("p1", "memory", "5Gi"));
        fresh = asking("p2", "memory", "5Gi");
        why = "0/1 nodes are available: 1 Insufficient memory.";
    }
    SECTION("number of pods") {
        w.add_node("n", "4", "1");
        w.add_pod("p1");
        why = "0/1 nodes are available: 1 Too many pods.";
    }
    w.manager.start();  // the scheduler knows the node before it sees a pod: one that it meets
                        // without nodes has an event of its own
    REQUIRE(w.goes_to("p1", "n"));
    w.api.create(fresh);
    REQUIRE(w.waits("p2", why));
    CHECK(eventually([&] {
        return support::messages(w.api, "FailedScheduling") == std::vector<std::string>{why};
    }));
    w.api.remove<api::Pod>("ns", "p1");
    CHECK(w.goes_to("p2", "n"));
}

TEST_CASE("a node gives each of its ports once: by address and protocol, until the pod is gone") {
    world w;
    w.add_node("n");
    w.manager.start();
    w.api.create(on_port("first", 8080, "127.0.0.1"));
    REQUIRE(w.goes_to("first", "n"));
    w.api.create(on_port("second", 8080));
    CHECK(w.waits(
        "second",
        "0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports."));
    for (const api::Pod& beside : {on_port("udp", 8080, "127.0.0.1", "UDP"),
                                   on_port("elsewhere", 8080, "127.0.0.2"), on_port("other", 8081)})
        w.api.create(beside);
    for (const char* name : {"udp", "elsewhere", "other"}) CHECK(w.goes_to(name, "n"));
    w.api.remove<api::Pod>("ns", "elsewhere");
    w.api.remove<api::Pod>("ns", "first");
    CHECK(w.goes_to("second", "n"));
    w.api.create(on_port("third", 8080, "127.0.0.1"));
    CHECK(w.waits(
        "third",
        "0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports."));
    w.add_node("m");
    CHECK(w.goes_to("third", "m"));
}

TEST_CASE("a resource that no node has, several reasons, and no node at all") {
    world w;
    w.manager.start();
    w.api.create(asking("p", "example.com/gpu", "1"));
    CHECK(w.waits("p", "no nodes available to schedule pods"));
    w.add_node("a");
    CHECK(w.waits("p", "0/1 nodes are available: 1 Insufficient example.com/gpu."));
    w.add_node("b", "4", "0");
    CHECK(
        w.waits("p", "0/2 nodes are available: 1 Too many pods, 2 Insufficient example.com/gpu."));
    auto node = w.add_node("c");
    node.status.capacity["example.com/gpu"] = "1";
    w.api.update_status(node);
    CHECK(w.goes_to("p", "c"));
}

TEST_CASE("a node is left out by its labels, its taints, or a cordon, until that changes") {
    world w;
    w.manager.start();
    w.add_node("n");
    api::Pod made = pod("p");
    std::string why;
    std::function<void(api::Node&)> mend;
    SECTION("a label that the selector wants") {
        made.spec.nodeSelector["disk"] = "ssd";
        why = "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.";
        mend = [](api::Node& n) { n.metadata.labels["disk"] = "ssd"; };
    }
    SECTION("a label that the affinity wants") {
        api::core_v1::NodeSelectorRequirement wants{};
        wants.key = "zone";
        wants.operator_ = "In";
        wants.values = {"a", "b"};
        api::core_v1::NodeSelectorTerm term{};
        term.matchExpressions.push_back(wants);
        made.spec.affinity.emplace()
            .nodeAffinity.emplace()
            .requiredDuringSchedulingIgnoredDuringExecution.emplace()
            .nodeSelectorTerms.push_back(term);
        why = "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.";
        mend = [](api::Node& n) { n.metadata.labels["zone"] = "b"; };
    }
    SECTION("a taint") {
        support::edit<api::Node>(
            w.api, {}, "n", [](api::Node& n) { n.spec.taints.push_back(taint("for", "others")); });
        why = "0/1 nodes are available: 1 node(s) had untolerated taint {for: others}.";
        mend = [](api::Node& n) { n.spec.taints = {}; };
    }
    SECTION("a cordon") {
        support::edit<api::Node>(w.api, {}, "n", [](api::Node& n) { n.spec.unschedulable = true; });
        why = "0/1 nodes are available: 1 node(s) were unschedulable.";
        mend = [](api::Node& n) { n.spec.unschedulable = false; };
    }
    REQUIRE(eventually([&] {
        const auto seen = w.manager.informer<api::Node>().get({}, "n");
        return seen &&
               seen->metadata.resourceVersion ==
                   w.api.get<api::Node>({}, "n").metadata.resourceVersion &&
               w.manager.idle();
    }));
    w.api.create(made);
    REQUIRE(w.waits("p", why));
    support::edit<api::Node>(w.api, {}, "n", mend);
    CHECK(w.goes_to("p", "n"));
}

TEST_CASE("a pod that tolerates the taint goes to the node") {
    world w;
    auto node = w.add_node("n");
    node.spec.taints.push_back(taint("for", "batch"));
    w.api.update(node);
    w.manager.start();
    api::Pod equal = pod("equal"), exists = pod("exists"), wrong = pod("wrong");
    equal.spec.tolerations.push_back({.value = "batch", .key = "for", .operator_ = "Equal"});
    exists.spec.tolerations.push_back(
        {.key = "for", .operator_ = "Exists", .effect = "NoSchedule"});
    wrong.spec.tolerations.push_back({.value = "web", .key = "for", .operator_ = "Equal"});
    for (const api::Pod& each : {equal, exists, wrong}) w.api.create(each);
    CHECK(w.goes_to("equal", "n"));
    CHECK(w.goes_to("exists", "n"));
    CHECK(
        w.waits("wrong", "0/1 nodes are available: 1 node(s) had untolerated taint {for: batch}."));
}

TEST_CASE("pods of other schedulers, behind a gate, or with a node of their own are left alone") {
    world w;
    w.manager.start();
    w.add_node("n", "4", "1");
    api::Pod other = pod("other"), gated = pod("gated");
    other.spec.schedulerName = "mine";
    gated.spec.schedulingGates.push_back({.name = "example.com/wait"});
    w.api.create(other);
    w.api.create(gated);
    w.add_pod("usual");
    REQUIRE(w.goes_to("usual", "n"));
    CHECK(eventually([&] { return w.manager.idle(); }));
    for (const char* name : {"other", "gated"}) {
        CHECK(w.node_of(name).empty());
        CHECK(w.refusal(name).empty());
    }
    w.add_node("m");
    support::edit<api::Pod>(w.api, "ns", "gated", [](api::Pod& p) { p.spec.schedulingGates = {}; });
    CHECK(w.goes_to("gated", "m"));
    CHECK(w.node_of("other").empty());
}

TEST_CASE("a node is not given more than it has, also while no watch confirms what was decided") {
    world w;
    w.add_node("n", "1");
    for (int i = 0; i < 20; ++i) w.add_pod("p" + std::to_string(i), "300m");
    w.server.before = [&](const std::string& verb, const api::target& at) {
        if (verb == "create" && at.subresource == "binding") w.server.hold(true);
    };
    w.manager.start();
    REQUIRE(eventually([&] {
        const auto all = w.pods();
        return w.bound() >= 3 && std::count_if(all.begin(), all.end(), [&](const auto& p) {
                                     return !p.status.conditions.empty();
                                 }) == 17;
    }));
    CHECK(w.bound() == 3);
    w.server.hold(false);
}

TEST_CASE("a binding that fails gives the room back, and is tried again") {
    world w;
    w.add_node("n", "4", "1");
    std::atomic<int> attempts{0};
    w.server.before = [&](const std::string& verb, const api::target& at) {
        if (verb == "create" && at.subresource == "binding" && ++attempts < 3)
            throw slipway::status_error(slipway::core::reason::service_unavailable, "not now");
    };
    w.manager.start();
    w.add_pod("p");
    CHECK(w.goes_to("p", "n"));
    CHECK(attempts == 3);
}

}  // namespace scheduler_test
