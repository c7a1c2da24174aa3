// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/command/table.hpp>

#include <catch2/catch.hpp>

namespace table_test {

using slipway::cli::command::table;

TEST_CASE("table: columns are as wide as their widest word, and clean") {
    table t({"NAME", "ID"});
    t.row({"a", "1"});
    t.row({"größer", "2"});
    t.row({"\x1b[2J", ""});
    CHECK(t.text() == "NAME     ID\na        1\ngrößer   2\n\xEF\xBF\xBD[2J\n");
    CHECK(table({"NAME", "ID"}).text() == "NAME   ID\n");
}

}  // namespace table_test
