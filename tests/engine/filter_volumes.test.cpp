// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/engine/filter_volumes.hpp>

#include <catch2/catch.hpp>

namespace filter_volumes_test {

using namespace slipway;

TEST_CASE("volumes are found by name, driver, label and use") {
    const engine::named_volume data{.name = "data", .users = 1, .labels = {{"of", "one"}}};
    const auto fits = [&](const char* name, const char* value) {
        engine::filters wanted(engine::volume_filters);
        wanted.add(name, value);
        return engine::fits(data, wanted);
    };
    CHECK(fits("name", "at"));
    CHECK_FALSE(fits("name", "cache"));
    CHECK(fits("driver", "local"));
    CHECK_FALSE(fits("driver", "nfs"));
    CHECK(fits("label", "of=one"));
    CHECK_FALSE(fits("label", "of=two"));
    CHECK(fits("dangling", "false"));
    CHECK_FALSE(fits("dangling", "true"));
}

}  // namespace filter_volumes_test
