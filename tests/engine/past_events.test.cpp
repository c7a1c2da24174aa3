// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/engine/past_events.hpp>

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <slipway/engine/event_document.hpp>

#include "engine_machine.hpp"

namespace past_events_test {

using namespace slipway;

namespace {

std::vector<std::string> told(engine::containers& all) {
    std::vector<std::string> made;
    for (const engine::any_event& each : engine::past_events(all))
        made.push_back(std::visit(
            [](const auto& e) {
                return engine::action_in_words(e) + std::string(" ") +
                       engine::attributes_of(e).at("name").template get<std::string>();
            },
            each));
    return made;
}

}  // namespace

TEST_CASE("past events: what records tell, in the order of time") {
    support::engine_machine m;
    if (!m.can_start("the strongest runtime")) return;
    engine::containers& all = *m.containers;
    CHECK(told(all).empty());
    m.ran("short", "exit 3");
    engine::create_network(all, {.name = "shop"});
    all.create(m.images->get("busybox"), "busybox", {.name = "made"});
    CHECK(told(all) == std::vector<std::string>{"create short", "start short", "die short",
                                                "create shop", "create made"});
    const auto past = engine::past_events(all);
    CHECK(std::get<engine::container_event>(past.at(2)).exit_code == 3);
    CHECK(engine::time_of(past.at(0)) == all.get("short").created);
    all.start(all.get("short"));  // of several starts, the last
    CHECK(support::eventually([&] { return told(all).back() == "die short"; }));
    CHECK(told(all).size() == 5);
    all.remove(all.get("short"));
    CHECK(told(all) == std::vector<std::string>{"create shop", "create made"});
}

}  // namespace past_events_test
