// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/controller/event_recorder.hpp>

#include <catch2/catch.hpp>

#include <support/manual_time.hpp>
#include <support/memory_api.hpp>

namespace event_recorder_test {

namespace {

namespace api = slipway::api;
namespace core = slipway::core;
using namespace std::chrono_literals;
using event = api::core_v1::Event;

struct world {
    support::memory_api server;
    support::manual_time time;
    slipway::client::client client{server};
    slipway::controller::event_recorder events{client, time, "tester"};
    api::ConfigMap map = create("a");

    api::ConfigMap create(const std::string& name) {
        api::ConfigMap made{};
        made.metadata.name = name;
        made.metadata.namespace_ = "ns";
        return client.create(made);
    }
    std::vector<event> all() { return client.list<event>("ns").items; }
};

}  // namespace

TEST_CASE("an event says what happened to which object, when, and who saw it") {
    world w;
    w.time.pass(90s);
    w.events.record(w.map, "Warning", "Broken", "it is broken");
    REQUIRE(w.all().size() == 1);
    const event e = w.all()[0];
    CHECK(e.type == "Warning");
    CHECK(e.reason == "Broken");
    CHECK(e.message == "it is broken");
    CHECK(e.count == 1L);
    CHECK(e.firstTimestamp == "2026-01-01T00:01:30Z");
    CHECK(e.source->component == "tester");
    CHECK(e.involvedObject->kind == "ConfigMap");
    CHECK(e.involvedObject->apiVersion == "v1");
    CHECK(e.involvedObject->name == "a");
    CHECK(e.involvedObject->uid == w.map.metadata.uid);
}

TEST_CASE("events that say the same are counted in one object") {
    world w;
    const auto copy = w.events;
    w.events.record(w.map, "Warning", "Broken", "it is broken");
    w.time.pass(10s);
    copy.record(w.map, "Warning", "Broken", "it is broken");
    w.events.record(w.map, "Normal", "Mended", "it is mended");
    w.events.record(w.create("b"), "Normal", "Mended", "it is mended");
    REQUIRE(w.all().size() == 3);
    for (const event& e : w.all()) {
        CHECK(e.count == (e.reason == "Broken" ? 2L : 1L));
        if (e.reason != "Broken") continue;
        CHECK(e.firstTimestamp == "2026-01-01T00:00:00Z");
        CHECK(e.lastTimestamp == "2026-01-01T00:00:10Z");
    }
    CHECK(w.events.dropped() == 0);
}

TEST_CASE("an event that the server has forgotten is written anew") {
    world w;
    w.events.record(w.map, "Normal", "Seen", "once");
    w.client.remove<event>("ns", w.all()[0].metadata.name);
    w.events.record(w.map, "Normal", "Seen", "once");
    REQUIRE(w.all().size() == 1);
    CHECK(w.all()[0].count == 1L);
}

TEST_CASE("components that report about one object at the same instant both do") {
    world w;
    const slipway::controller::event_recorder other(w.client, w.time, "other");
    w.events.record(w.map, "Normal", "Seen", "by one");
    other.record(w.map, "Normal", "Seen", "by another");
    w.events.record(w.map, "Normal", "Seen", "by the first again");
    CHECK(w.all().size() == 3);
    CHECK(w.events.dropped() + other.dropped() == 0);
}

TEST_CASE("an event about an object outside of namespaces is in the default one") {
    world w;
    api::Node node{};
    node.metadata.name = "n";
    w.events.record(w.client.create(node), "Normal", "Ready", "up");
    const auto events = w.client.list<event>("default").items;
    REQUIRE(events.size() == 1);
    CHECK(events[0].involvedObject->kind == "Node");
}

TEST_CASE("an event that cannot be written is counted, and the work that it reports goes on") {
    world w;
    w.server.before = [](const std::string& verb, const api::target& at) {
        if (verb == "create" && at.kind->plural == "events")
            throw core::status_error(core::reason::already_exists, "always there");
    };
    w.events.record(w.map, "Normal", "Seen", "once");
    CHECK(w.events.dropped() == 1);
    CHECK(w.all().empty());
}

}  // namespace event_recorder_test
