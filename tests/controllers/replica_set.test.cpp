// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/controllers/replica_set.hpp>

#include <algorithm>
#include <atomic>

#include <catch2/catch.hpp>

#include "world.hpp"

namespace replica_set_test {

namespace {

namespace api = slipway::api;
using support::eventually;

api::ReplicaSet set_of(long replicas) {
    api::ReplicaSet set{};
    set.metadata.name = "web";
    set.metadata.namespace_ = "ns";
    set.spec.replicas = replicas;
    set.spec.selector.emplace().matchLabels["app"] = "web";
    set.spec.template_.metadata.labels["app"] = "web";
    return set;
}
void scale(support::loops& w, long to) {
    w.api.patch<api::ReplicaSet>("ns", "web", api::patch_type::merge,
                                 {{"spec", {{"replicas", to}}}});
}

}  // namespace

TEST_CASE("a set makes its pods once, also while its watches are late") {
    std::atomic<int> there{0}, most{0};
    support::loops w;
    w.server.before = [&](const std::string& verb, const api::target& at) {
        if (at.kind->plural != "pods") return;
        if (verb == "remove") --there;
        if (verb == "create") most = std::max<int>(most, ++there);
    };
    slipway::controllers::replica_set(w.manager);
    w.manager.start();
    REQUIRE(eventually([&] { return w.manager.informer<api::Pod>().synced(); }));
    w.api.create(set_of(10));
    REQUIRE(eventually([&] { return there == 10; }));
    w.server.hold(true);
    for (int i = 0; i < 50; ++i) scale(w, 10 + i % 2);
    w.server.hold(false);
    scale(w, 10);
    CHECK(eventually([&] { return w.manager.idle() && w.pods().size() == 10; }));
    CHECK(most <= 11);
}

TEST_CASE("the status counts what is ready") {
    support::loops w;
    slipway::controllers::replica_set(w.manager);
    w.manager.start();
    w.api.create(set_of(3));
    REQUIRE(eventually([&] { return w.pods().size() == 3; }));
    w.bring_up();
    CHECK(eventually([&] {
        const auto s = w.api.get<api::ReplicaSet>("ns", "web").status;
        return s.replicas == 3L && s.readyReplicas == 3L && s.availableReplicas == 3L &&
               s.fullyLabeledReplicas == 3L;
    }));
}

TEST_CASE("a smaller set lets go first of what is not ready") {
    support::loops w;
    slipway::controllers::replica_set(w.manager);
    w.manager.start();
    w.api.create(set_of(3));
    REQUIRE(eventually([&] { return w.pods().size() == 3; }));
    const std::string keeps(w.pods()[1].metadata.name.view());
    w.set_ready(w.pods()[1], true);
    REQUIRE(eventually(
        [&] { return w.api.get<api::ReplicaSet>("ns", "web").status.readyReplicas == 1L; }));
    scale(w, 1);
    REQUIRE(eventually([&] { return w.pods().size() == 1; }));
    CHECK(w.pods()[0].metadata.name == keeps);
}

TEST_CASE("pods come into the set and leave it by their labels") {
    support::loops w;
    slipway::controllers::replica_set(w.manager);
    auto stray = w.add_pod("stray");
    stray.metadata.labels["app"] = "web";
    w.api.update(stray);
    w.manager.start();
    w.api.create(set_of(2));
    REQUIRE(eventually([&] { return w.pods().size() == 2 && w.manager.idle(); }));
    stray = w.api.get<api::Pod>("ns", "stray");
    REQUIRE(stray.metadata.ownerReferences.size() == 1);
    stray.metadata.labels["app"] = "other";
    w.api.update(stray);
    CHECK(eventually([&] {
        return w.pods().size() == 3 &&
               w.api.get<api::Pod>("ns", "stray").metadata.ownerReferences.empty();
    }));
}

TEST_CASE("a pod that cannot be made is said in an event and a condition") {
    support::loops w;
    w.server.before = [](const std::string& verb, const api::target& at) {
        if (verb == "create" && at.kind->plural == "pods")
            throw slipway::status_error(slipway::core::reason::forbidden, "exceeded quota");
    };
    slipway::controllers::replica_set(w.manager);
    w.manager.start();
    w.api.create(set_of(1));
    CHECK(eventually([&] {
        const auto set = w.api.get<api::ReplicaSet>("ns", "web");
        return !set.status.conditions.empty() && set.status.conditions[0].type == "ReplicaFailure";
    }));
    const auto events = w.api.list<api::core_v1::Event>("ns").items;
    REQUIRE_FALSE(events.empty());
    CHECK(events[0].reason == "FailedCreate");
    CHECK(events[0].message == "Error creating: exceeded quota");
}

}  // namespace replica_set_test
