// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/engine/filter_networks.hpp>

#include <catch2/catch.hpp>

namespace filter_networks_test {

using namespace slipway;

namespace {

bool fits(const engine::named_network& n, const char* name, const char* value) {
    engine::filters wanted(engine::network_filters);
    wanted.add(name, value);
    return engine::fits(n, wanted);
}

}  // namespace

TEST_CASE("networks are found by name, id, driver, type, label and use") {
    const engine::named_network front{.id = std::string(64, 'a'),
                                      .name = "front",
                                      .labels = {{"tier", "1"}},
                                      .containers = {"c"}},
        back{.id = std::string(64, 'b'), .name = "back"}, host{.id = "host", .name = "host"};
    CHECK(fits(front, "name", "ron"));
    CHECK_FALSE(fits(back, "name", "ron"));
    CHECK(fits(back, "id", "bbb"));
    CHECK(fits(front, "driver", "bridge"));
    CHECK_FALSE(fits(host, "driver", "bridge"));
    CHECK(fits(host, "driver", "host"));
    CHECK(fits(front, "scope", "local"));
    CHECK_FALSE(fits(front, "scope", "swarm"));
    CHECK(fits(front, "type", "custom"));
    CHECK(fits(host, "type", "builtin"));
    CHECK(fits(front, "label", "tier=1"));
    CHECK_FALSE(fits(back, "label", "tier"));
    CHECK(fits(back, "dangling", "true"));
    CHECK(fits(front, "dangling", "false"));
    CHECK(fits(host, "dangling", "false"));
    CHECK_THROWS_WITH(fits(front, "type", "own"),
                      "invalid filter 'type=own': it is custom, builtin");
}

}  // namespace filter_networks_test
