// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/controller/writer.hpp>

#include <catch2/catch.hpp>

#include "world.hpp"

namespace writer_test {

namespace {

namespace api = slipway::api;
namespace core = slipway::core;

struct world : support::managed {
    slipway::controller::writer writes{manager};
};

}  // namespace

TEST_CASE("who writes reads his own writes, also while the watch says nothing") {
    world w;
    auto& maps = w.follow_maps();
    w.server.hold(true);
    api::ConfigMap made = w.writes.create(w.map("a"));
    REQUIRE(maps.get("ns", "a"));
    made.data["color"] = "red";
    w.writes.update(made);
    CHECK(maps.get("ns", "a")->data.contains("color"));
    w.writes.patch(made, api::patch_type::merge, {{"data", {{"shape", "round"}}}});
    CHECK(*maps.get("ns", "a")->data.find("shape") == "round");
    w.writes.remove(made);
    CHECK_FALSE(maps.get("ns", "a"));
    w.server.hold(false);
    CHECK(support::eventually([&] { return maps.objects().size() == 0; }));
}

TEST_CASE("the status is written apart from the rest, and seen at once") {
    world w;
    auto& pods = w.manager.informer<api::Pod>();
    w.manager.start();
    REQUIRE(support::eventually([&] { return pods.synced(); }));
    w.server.hold(true);
    api::Pod pod{};
    pod.metadata.name = "p";
    pod.metadata.namespace_ = "ns";
    pod = w.writes.create(pod);
    pod.spec.nodeName = "n";
    pod.status.phase = "Running";
    w.writes.update_status(pod);
    CHECK(pods.get("ns", "p")->status.phase == "Running");
    CHECK(pods.get("ns", "p")->spec.nodeName.empty());
}

TEST_CASE("an object that waits for its finalizer stays in sight, as one that is to go") {
    world w;
    auto& maps = w.follow_maps();
    api::ConfigMap held = w.map("a");
    held.metadata.finalizers.push_back("example.com/hold");
    held = w.writes.create(held);
    w.server.hold(true);
    w.writes.remove(held);
    REQUIRE(maps.get("ns", "a"));
    CHECK_FALSE(maps.get("ns", "a")->metadata.deletionTimestamp.empty());
    w.server.hold(false);
}

TEST_CASE(
    "what is gone already, and another object of the same name, are no errors; the other one stays") {
    world w;
    w.follow_maps();
    const api::ConfigMap first = w.writes.create(w.map("a"));
    w.client.remove<api::ConfigMap>("ns", "a");
    CHECK_NOTHROW(w.writes.remove(first));
    const api::ConfigMap second = w.writes.create(w.map("a"));
    CHECK_NOTHROW(w.writes.remove(first));
    CHECK(w.client.get<api::ConfigMap>("ns", "a").metadata.uid == second.metadata.uid);
    CHECK(support::eventually([&] {
        const auto seen = w.manager.informer<api::ConfigMap>().get("ns", "a");
        return seen && seen->metadata.uid == second.metadata.uid;
    }));
}

TEST_CASE("other errors are the caller's") {
    world w;
    const api::ConfigMap made = w.writes.create(w.map("a"));
    w.server.before = [](const std::string&, const api::target&) {
        throw core::status_error(core::reason::forbidden, "not you");
    };
    CHECK_THROWS_AS(w.writes.remove(made), core::status_error);
    CHECK_THROWS_AS(w.writes.update(made), core::status_error);
    w.server.before = {};
}

TEST_CASE("a write to a kind that nobody follows makes no cache of it") {
    world w;
    w.writes.remove(w.writes.create(w.map("a")));
    CHECK(w.manager.known<api::ConfigMap>() == nullptr);
}

}  // namespace writer_test
