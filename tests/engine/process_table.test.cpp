// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/engine/process_table.hpp>

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "engine_machine.hpp"

namespace process_table_test {

using namespace slipway;
using row = std::vector<std::string>;

TEST_CASE("a process table has the rows of ps that are the container's") {
    const auto made = engine::detail::rows_of(
        "  PID USER     COMMAND\n    1 root     init\n   12 ann      sleep 5  6\n  120 ann      other\n   13 \n",
        {"12", "13"});
    CHECK(made.titles == row{"PID", "USER", "COMMAND"});
    CHECK(made.rows == std::vector<row>{{"12", "ann", "sleep 5  6"}});
    CHECK_THROWS_WITH(engine::detail::rows_of("COMMAND\nsleep\n", {"12"}),
                      "there is no column PID in what ps prints with these arguments");
}

TEST_CASE("a process table of a container that runs") {
    if (::geteuid() != 0) return;
    support::engine_machine m("linux");
    if (!m.can_start("linux")) return;
    const auto box = m.starts("box", "sleep 1000; true");
    const auto has_sleep = [&](const std::vector<std::string>& arguments) {
        for (const row& each : engine::process_table_of(box, arguments).rows)
            if (each.back().find("sleep 1000") == 0) return true;
        return false;
    };
    CHECK(support::eventually([&] { return has_sleep({}); }));
    CHECK(has_sleep({"-o", "pid,args"}));
    CHECK_THROWS_WITH(engine::process_table_of(box, {"--nosuch"}),
                      Catch::Contains("ps does not take these arguments: "));
    CHECK_THROWS_WITH(engine::process_table_of(m.ran("over", "true")),
                      "container over is not running");
}

}  // namespace process_table_test
