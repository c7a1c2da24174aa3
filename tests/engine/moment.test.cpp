// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/engine/moment.hpp>

#include <catch2/catch.hpp>

namespace moment_test {

using namespace slipway;
using namespace std::chrono_literals;

TEST_CASE("a moment is so long ago, a date, or seconds since 1970") {
    const runtime::wall_time date = core::parse_rfc3339("2026-01-31T12:00:00Z");
    CHECK(engine::moment_in("2026-01-31T12:00:00Z") == date);
    CHECK(engine::moment_in("2026-01-31T13:00:00+01:00") == date);
    CHECK(engine::moment_in("1769860800") == date);
    CHECK(engine::moment_in("1769860800.5") == date + 500ms);
    const runtime::wall_time before = core::wall_now();
    const runtime::wall_time ago = engine::moment_in("1h30m");
    CHECK(ago >= before - 90min);
    CHECK(ago <= core::wall_now() - 90min);
}

TEST_CASE("what is no moment is refused with what moments are") {
    for (const char* wrong : {"", "later", "2026-01-31", "10 m", "1769860800.x"}) {
        INFO(wrong);
        CHECK_THROWS_WITH(
            engine::moment_in(wrong),
            Catch::StartsWith("'" + std::string(wrong) + "' is no moment: it is a duration"));
    }
}

}  // namespace moment_test
