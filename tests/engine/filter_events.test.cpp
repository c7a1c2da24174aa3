// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/engine/filter_events.hpp>

#include <catch2/catch.hpp>

namespace filter_events_test {

using namespace slipway;

namespace {

template <class Event>
bool fits(const Event& e, const char* name, const char* value) {
    engine::filters wanted(engine::event_filters);
    wanted.add(name, value);
    return engine::fits(e, wanted) && engine::fits(engine::any_event(e), wanted);
}

}  // namespace

TEST_CASE("events of containers are found by what happened, to whom, of which image") {
    engine::container_event e{.action = engine::container_action::die};
    e.which.id = std::string(64, 'c');
    e.which.name = "web";
    e.which.image_name = "localhost:5000/shop/web:2";
    e.which.labels = {{"app", "shop"}};
    CHECK(fits(e, "type", "container"));
    CHECK_FALSE(fits(e, "type", "network"));
    CHECK(fits(e, "event", "die"));
    CHECK_FALSE(fits(e, "event", "start"));
    CHECK(fits(e, "container", "web"));
    CHECK(fits(e, "container", "cccc"));
    CHECK_FALSE(fits(e, "container", "we"));
    CHECK(fits(e, "image", "localhost:5000/shop/web:2"));
    CHECK(fits(e, "image", "localhost:5000/shop/web"));
    CHECK_FALSE(fits(e, "image", "localhost"));
    CHECK(fits(e, "label", "app=shop"));
    CHECK(fits(e, "scope", "local"));
    CHECK_FALSE(fits(e, "network", "front"));
    CHECK_FALSE(fits(e, "volume", "data"));
    e.action = engine::container_action::health_status;
    CHECK(fits(e, "event", "health_status"));
}

TEST_CASE("events of networks are found by the network and who came or went") {
    const engine::network_event e{.action = engine::network_action::connect,
                                  .id = std::string(64, 'a'),
                                  .name = "front",
                                  .container = std::string(64, 'c')};
    CHECK(fits(e, "type", "network"));
    CHECK(fits(e, "event", "connect"));
    CHECK(fits(e, "network", "front"));
    CHECK(fits(e, "network", "aaa"));
    CHECK_FALSE(fits(e, "network", "fro"));
    CHECK(fits(e, "container", "ccc"));
    CHECK_FALSE(fits(e, "image", "busybox"));
    CHECK_FALSE(fits(e, "label", "app"));
}

}  // namespace filter_events_test
