// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/node/agent.hpp>

#include <catch2/catch.hpp>

#include "world.hpp"

namespace agent_nodes_test {

using namespace slipway;
using namespace std::chrono_literals;
using support::eventually;
using world = support::node_world;

namespace {

std::string condition(const api::Node& n, const char* type) {
    for (const auto& c : n.status.conditions)
        if (c.type == type) return std::string(c.status.view());
    return {};
}

}  // namespace

TEST_CASE("a node is registered with what it has, and is ready") {
    world w;
    w.agent->add_node({.name = "n2",
                       .labels = {{"zone", "a"}},
                       .taints = {{.key = "special", .effect = "NoSchedule"}},
                       .capacity = {{"cpu", "2"}}});
    const auto n = w.c.get<api::Node>({}, "n2");
    CHECK(condition(n, "Ready") == "True");
    CHECK(condition(n, "MemoryPressure") == "False");
    CHECK(*n.status.capacity.find("cpu") == "2");
    CHECK(*n.status.allocatable.find("cpu") == "2");
    CHECK(*n.metadata.labels.find("zone") == "a");
    CHECK(*n.metadata.labels.find("kubernetes.io/hostname") == "n2");
    CHECK(n.spec.taints[0].key == "special");
    CHECK(n.status.nodeInfo->operatingSystem == "linux");
    CHECK(w.c.list<api::Node>().items.size() == 2);
    w.agent->add_node({.name = "n2"});  // again
    CHECK(w.c.list<api::Node>().items.size() == 2);
}

TEST_CASE(
    "its lease is renewed with every heartbeat, its status when it says something new or is old") {
    world w([](node::agent_options& o) { o.heartbeat = 10s; });
    w.manager.start();
    auto renewed = [&] {
        return std::string(w.c.get<api::Lease>("kube-node-lease", "n1").spec.renewTime.view());
    };
    auto heard = [&] {
        return std::string(
            w.c.get<api::Node>({}, "n1").status.conditions[0].lastHeartbeatTime.view());
    };
    const std::string status = heard();
    CHECK(w.c.get<api::Lease>("kube-node-lease", "n1").spec.holderIdentity == "n1");
    auto next = [&](const std::string& last) {
        REQUIRE(eventually([&] {
            w.time.pass(100ms);
            return renewed() != last;
        }));
        return renewed();
    };
    const std::string first = next(renewed()), second = next(first);
    CHECK(core::parse_rfc3339(second) - core::parse_rfc3339(first) >= 10s);
    CHECK(heard() == status);
    w.time.pass(5min);
    CHECK(eventually([&] {
        w.time.pass(1s);
        return heard() != status;
    }));
}

TEST_CASE("a node that was taken for lost is ready again with its next heartbeat") {
    world w;
    w.manager.start();
    auto n = w.c.get<api::Node>({}, "n1");
    for (auto& c : n.status.conditions)
        if (c.type == "Ready") c.status = "Unknown";
    w.c.update_status(n);
    CHECK(eventually([&] {
        w.time.pass(10s);
        return condition(w.c.get<api::Node>({}, "n1"), "Ready") == "True";
    }));
}

TEST_CASE("a node that is removed is gone with its lease") {
    world w;
    w.manager.start();
    w.agent->remove_node("n1");
    CHECK_FALSE(w.c.find<api::Node>({}, "n1"));
    CHECK_FALSE(w.c.find<api::Lease>("kube-node-lease", "n1"));
    w.agent->remove_node("n1");  // gone already
    w.time.pass(1min);
    w.agent->add_node({.name = "n2"});
    const auto first = w.c.get<api::Lease>("kube-node-lease", "n2").spec.renewTime;
    REQUIRE(eventually([&] {
        w.time.pass(100ms);
        return w.c.get<api::Lease>("kube-node-lease", "n2").spec.renewTime != first;
    }));
    CHECK_FALSE(w.c.find<api::Lease>("kube-node-lease", "n1"));
}

}  // namespace agent_nodes_test
