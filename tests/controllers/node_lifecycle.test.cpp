// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/controllers/node_lifecycle.hpp>

#include <catch2/catch.hpp>

#include <support/manual_time.hpp>

#include "world.hpp"

namespace node_lifecycle_test {

namespace {

namespace api = slipway::api;
using namespace std::chrono_literals;
using support::eventually;

struct world : support::basic_loops<support::manual_time> {
    world() {
        slipway::controllers::node_lifecycle(manager);
        manager.start();
    }
    /// Time passes, and the loop looks at the clock: where it was about to wait, it would count
    /// from later than the test.
    void pass(std::chrono::nanoseconds d) {
        time.pass(d);
        for (const auto& node : api.list<slipway::api::Node>().items)
            api.patch<slipway::api::Node>(
                {}, node.metadata.name, slipway::api::patch_type::merge,
                {{"metadata", {{"annotations", {{"now", time.date()}}}}}});
    }
    /// A node that says it is ready, with a lease of now.
    void join(const std::string& name) {
        add_node(name);
        say(name, "True");
        slipway::api::Lease lease{};
        lease.metadata.name = name;
        lease.metadata.namespace_ = "kube-node-lease";
        lease.spec.renewTime = time.date();
        api.create(lease);
    }
    void say(const std::string& name, const std::string& ready) {
        slipway::client::retry_on_conflict([&] {
            auto node = api.get<slipway::api::Node>({}, name);
            slipway::api::core_v1::NodeCondition c{};
            c.type = "Ready";
            c.status = ready;
            c.lastHeartbeatTime = time.date();
            node.status.conditions = {c};
            api.update_status(node);
        });
    }
    /// The lease is renewed, and the loop can know it.
    void renew(const std::string& name) {
        const std::string now = time.date();
        api.patch<slipway::api::Lease>("kube-node-lease", name, slipway::api::patch_type::merge,
                                       {{"spec", {{"renewTime", now}}}});
        REQUIRE(eventually([&] {
            const auto lease = manager.informer<slipway::api::Lease>().get("kube-node-lease", name);
            return lease && lease->spec.renewTime.view() == now;
        }));
    }
    /// A pod on the node, which tolerates what its taints say for so long; a negative time is for
    /// ever.
    void run(const std::string& name, const std::string& node, std::optional<long> tolerates = {}) {
        slipway::api::Pod pod{};
        pod.metadata.name = name;
        pod.metadata.namespace_ = "ns";
        pod.spec.nodeName = node;
        if (tolerates) {
            slipway::api::core_v1::Toleration t{};
            t.operator_ = "Exists";
            t.effect = "NoExecute";
            if (*tolerates >= 0) t.tolerationSeconds = *tolerates;
            pod.spec.tolerations.push_back(t);
        }
        api.create(pod);
    }
    bool there(const std::string& name) {
        return api.find<slipway::api::Pod>("ns", name).has_value();
    }
    bool gone(const std::string& name) {
        return eventually([&] { return !there(name); });
    }
    slipway::api::Node node(const std::string& name) {
        return api.get<slipway::api::Node>({}, name);
    }
    /// The keys and effects of the node's taints.
    std::string taints(const std::string& name) {
        std::string made;
        for (const auto& t : node(name).spec.taints)
            made += std::string(made.empty() ? "" : " ")
                        .append(t.key.view())
                        .append(":")
                        .append(t.effect.view());
        return made;
    }
    bool tainted(const std::string& name, const std::string& expected) {
        return eventually([&] { return taints(name) == expected; });
    }
};

constexpr char unreachable[] =
    "node.kubernetes.io/unreachable:NoSchedule node.kubernetes.io/unreachable:NoExecute";
constexpr char not_ready[] =
    "node.kubernetes.io/not-ready:NoSchedule node.kubernetes.io/not-ready:NoExecute";

}  // namespace

TEST_CASE(
    "a node whose lease is older than the grace is unknown, and its pods go when they do not tolerate it any longer") {
    world w;
    w.join("n");
    w.run("hasty", "n");
    w.run("patient", "n", 300);
    w.run("steady", "n", -1);
    w.pass(39s);
    w.renew("n");
    w.pass(39s);
    w.renew("n");
    w.pass(41s);
    REQUIRE(w.tainted("n", unreachable));
    const auto ready = w.node("n").status.conditions[0];
    CHECK(ready.status == "Unknown");
    CHECK(ready.reason == "NodeStatusUnknown");
    CHECK(ready.lastTransitionTime.view() == w.time.date());
    CHECK(w.gone("hasty"));
    CHECK(eventually([&] { return support::messages(w.api, "NodeNotReady").size() == 1; }));
    CHECK(support::messages(w.api, "TaintManagerEviction") ==
          std::vector<std::string>{"Marking for deletion Pod ns/hasty"});
    CHECK(w.there("patient"));
    w.pass(300s);
    CHECK(w.gone("patient"));
    CHECK(w.there("steady"));
}

TEST_CASE("a node that is heard of again loses the taints, and no further pod") {
    world w;
    w.join("back");
    w.join("lost");
    w.run("stays", "back", 60);
    w.run("goes", "lost", 60);
    w.pass(41s);
    REQUIRE(w.tainted("back", unreachable));
    REQUIRE(w.tainted("lost", unreachable));
    w.renew("back");
    w.say("back", "True");
    REQUIRE(w.tainted("back", ""));
    w.pass(30s);
    w.renew("back");
    w.pass(30s);
    CHECK(w.gone("goes"));
    CHECK(w.there("stays"));
}

TEST_CASE("a node that says itself that it is not ready is tainted so") {
    world w;
    w.join("n");
    w.run("hasty", "n");
    w.say("n", "False");
    CHECK(w.tainted("n", not_ready));
    CHECK(w.gone("hasty"));
    w.pass(41s);
    CHECK(w.tainted("n", unreachable));
    w.renew("n");
    w.say("n", "True");
    CHECK(w.tainted("n", ""));
}

TEST_CASE("taints of others stay, and their time counts from when they are first seen") {
    world w;
    w.join("n");
    w.run("patient", "n", 30);
    w.run("hasty", "n");
    support::edit<api::Node>(w.api, {}, "n", [](api::Node& node) {
        api::core_v1::Taint t{};
        t.key = "maintenance";
        t.effect = "NoExecute";
        node.spec.taints.push_back(t);
    });
    CHECK(w.gone("hasty"));
    CHECK(eventually([&] { return !w.node("n").spec.taints[0].timeAdded.empty(); }));
    CHECK(w.there("patient"));
    w.pass(30s);
    CHECK(w.gone("patient"));
    CHECK(w.taints("n") == "maintenance:NoExecute");
}

TEST_CASE("pods of a node that is gone are deleted at once, those of others are not") {
    world w;
    w.join("n");
    w.join("other");
    w.run("a", "n", -1);
    w.run("b", "other");
    w.run("c", "never-was", -1);
    CHECK(w.gone("c"));
    REQUIRE(w.there("a"));
    w.api.remove<api::Node>({}, "n");
    CHECK(w.gone("a"));
    CHECK(w.there("b"));
}

}  // namespace node_lifecycle_test
