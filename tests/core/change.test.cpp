// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/change.hpp>

#include <catch2/catch.hpp>

namespace change_test {

using slipway::core::change;

TEST_CASE("changes have the names that watches send") {
    CHECK(name(change::added) == "ADDED");
    CHECK(name(change::modified) == "MODIFIED");
    CHECK(name(change::deleted) == "DELETED");
    CHECK(name(change::bookmark) == "BOOKMARK");
    CHECK(name(change::error) == "ERROR");
}

}  // namespace change_test
