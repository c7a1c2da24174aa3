// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/controllers/event_expiry.hpp>

#include <catch2/catch.hpp>

#include <support/manual_time.hpp>

#include "world.hpp"

namespace event_expiry_test {

namespace {

namespace api = slipway::api;
using namespace std::chrono_literals;
using support::eventually;

struct world {
    support::memory_api server;
    support::manual_time time;
    slipway::core::random_source random{1};
    slipway::client::client api{server};
    slipway::controller::manager manager{api, time, random};

    ~world() { manager.stop(); }
    void add(const char* name, const std::string& last) {
        api::Event e;
        e.metadata.name = name;
        e.metadata.namespace_ = "ns";
        e.lastTimestamp = last;
        api.create(e);
    }
    /// Whether there are `n` events, and the loop waits for its next turn: before, time that passes
    /// is lost to it.
    bool rests_with(std::size_t n) {
        return eventually([&] { return count() == n && time.sleepers() == 1; });
    }
    std::size_t count() { return api.list<api::Event>().items.size(); }
};

}  // namespace

TEST_CASE("events go when nobody has added to them for an hour") {
    world w;
    w.add("old", w.time.date(-61min));
    w.add("young", w.time.date(-30min));
    w.add("without-time", "");  // created when time began
    slipway::controllers::event_expiry(w.manager);
    w.manager.start();
    CHECK(w.rests_with(2));
    w.time.pass(31min);
    CHECK(w.rests_with(1));
    CHECK(w.api.find<api::Event>("ns", "without-time"));
    w.time.pass(36min);
    CHECK(w.rests_with(0));
}

}  // namespace event_expiry_test
