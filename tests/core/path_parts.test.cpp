// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/path_parts.hpp>

#include <catch2/catch.hpp>

namespace path_parts_test {

using slipway::core::path_parts;
using words = std::vector<std::string>;

TEST_CASE("a path has the names between its slashes") {
    CHECK(path_parts("/usr/lib") == words{"usr", "lib"});
    CHECK(path_parts("a//./b/") == words{"a", "b"});
    CHECK(path_parts("../x") == words{"..", "x"});
    CHECK(path_parts(".hidden/..") == words{".hidden", ".."});
    CHECK(path_parts("").empty());
    CHECK(path_parts("/.//").empty());
}

}  // namespace path_parts_test
