// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/controllers/deployment.hpp>

#include <algorithm>

#include <catch2/catch.hpp>

#include <slipway/controllers/replica_set.hpp>

#include "world.hpp"

namespace deployment_test {

namespace {

namespace api = slipway::api;
using support::eventually;

struct world : support::loops {
    world() {
        slipway::controllers::replica_set(manager);
        slipway::controllers::deployment(manager);
        manager.start();
    }
    api::Deployment get() { return api.get<slipway::api::Deployment>("ns", "web"); }
    void set_image(const std::string& image) {
        slipway::client::retry_on_conflict([&] {
            auto d = get();
            d.spec.template_.spec.containers[0].image = image;
            api.update(d);
        });
    }
    bool rolled_out(long replicas) {
        bring_up();
        const auto d = get();
        return d.status.observedGeneration.value_or(0) == d.metadata.generation.value_or(1) &&
               d.status.updatedReplicas == replicas && d.status.replicas == replicas &&
               d.status.availableReplicas == replicas;
    }
    long available() {
        const auto all = pods();
        return std::count_if(all.begin(), all.end(), [](const slipway::api::Pod& p) {
            return p.metadata.deletionTimestamp.empty() && slipway::controllers::detail::ready(p);
        });
    }
    std::string reason(const char* type) {
        const auto d = get();
        const auto* c = slipway::controllers::detail::condition(d.status.conditions, type);
        return c ? std::string(c->reason.view()) : "";
    }
};

}  // namespace

TEST_CASE("a deployment comes up and says so") {
    world w;
    w.api.create(support::deployment(3, "a:1"));
    REQUIRE(eventually([&] { return w.rolled_out(3); }));
    CHECK(eventually([&] { return w.reason("Progressing") == "NewReplicaSetAvailable"; }));
    CHECK(w.reason("Available") == "MinimumReplicasAvailable");
    const auto sets = w.api.list<api::ReplicaSet>("ns").items;
    REQUIRE(sets.size() == 1);
    CHECK(sets[0].metadata.labels.contains("pod-template-hash"));
    CHECK(*sets[0].metadata.annotations.find("deployment.kubernetes.io/revision") == "1");
    CHECK(*w.get().metadata.annotations.find("deployment.kubernetes.io/revision") == "1");
}

TEST_CASE("a rolling update stays within its bounds") {
    world w;
    auto d = support::deployment(4, "a:1");
    d.spec.strategy.emplace().rollingUpdate.emplace().maxSurge = 1;
    d.spec.strategy.emplace().rollingUpdate.emplace().maxUnavailable = 0;
    w.api.create(d);
    REQUIRE(eventually([&] { return w.rolled_out(4); }));
    w.set_image("a:2");
    long least = 4;
    std::size_t most = 0;
    REQUIRE(eventually([&] {
        least = std::min(least, w.available());
        most = std::max(most, w.pods().size());
        return w.rolled_out(4) && w.get().status.observedGeneration == 2L;
    }));
    CHECK(least == 4);
    CHECK(most <= 5);
    for (const auto& pod : w.pods()) CHECK(pod.spec.containers[0].image == "a:2");
    w.set_image("a:1");
    REQUIRE(eventually(
        [&] { return w.rolled_out(4) && w.pods()[0].spec.containers[0].image == "a:1"; }));
    CHECK(w.api.list<api::ReplicaSet>("ns").items.size() == 2);
    CHECK(eventually([&] {
        return *w.get().metadata.annotations.find("deployment.kubernetes.io/revision") == "3";
    }));
}

TEST_CASE("recreate starts nothing new before all that is old is gone") {
    world w;
    auto d = support::deployment(2, "a:1");
    d.spec.strategy.emplace().type = "Recreate";
    w.api.create(d);
    REQUIRE(eventually([&] { return w.rolled_out(2); }));
    w.set_image("a:2");
    bool mixed = false;
    REQUIRE(eventually([&] {
        bool one = false, two = false;
        for (const auto& pod : w.pods()) (pod.spec.containers[0].image == "a:1" ? one : two) = true;
        mixed = mixed || (one && two);
        return w.rolled_out(2) && two && !one;
    }));
    CHECK_FALSE(mixed);
}

TEST_CASE("the history keeps as many sets as it is allowed") {
    world w;
    auto d = support::deployment(1, "a:1");
    d.spec.revisionHistoryLimit = 1;
    w.api.create(d);
    for (const char* image : {"a:2", "a:3", "a:4"}) {
        REQUIRE(eventually([&] { return w.rolled_out(1); }));
        w.set_image(image);
        REQUIRE(eventually(
            [&] { return w.rolled_out(1) && w.pods()[0].spec.containers[0].image == image; }));
    }
    CHECK(eventually([&] { return w.api.list<api::ReplicaSet>("ns").items.size() == 2; }));
}

TEST_CASE("a rollout that stands still past its deadline says so") {
    world w;
    auto d = support::deployment(1, "a:1");
    d.spec.progressDeadlineSeconds = 1;
    w.api.create(d);
    CHECK(eventually([&] { return w.reason("Progressing") == "ProgressDeadlineExceeded"; }));
    CHECK(w.reason("Available") == "MinimumReplicasUnavailable");
}

TEST_CASE("a paused deployment scales and does not roll") {
    world w;
    w.api.create(support::deployment(2, "a:1"));
    REQUIRE(eventually([&] { return w.rolled_out(2); }));
    slipway::client::retry_on_conflict([&] {
        auto d = w.get();
        d.spec.paused = true;
        d.spec.replicas = 3;
        d.spec.template_.spec.containers[0].image = "a:2";
        w.api.update(d);
    });
    CHECK(eventually([&] { return w.pods().size() == 3; }));
    for (const auto& pod : w.pods()) CHECK(pod.spec.containers[0].image == "a:1");
}

}  // namespace deployment_test
