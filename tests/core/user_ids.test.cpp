// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/user_ids.hpp>

#include <string>

#include <catch2/catch.hpp>

#include <support/scratch_directory.hpp>

namespace user_ids_test {

using namespace slipway;

TEST_CASE("the maps of a user namespace tell how many ids it knows") {
    const scratch_directory files;
    const auto of = [&](const std::string& map) {
        scratch_directory::write(files / "map", map);
        return core::ids_here((files / "map").c_str());
    };
    CHECK(of("         0          0 4294967295\n") == core::all_ids);
    CHECK(of("         0       1000          1\n") == 1);
    CHECK(of("         0       1000          1\n         1     100000      65536\n") == 65537);
    CHECK(of("         0       1000          1\n       500     100000      65536\n") ==
          1);  // those between are nobody
    CHECK(of("      1000       1000          1\n") == 0);
    CHECK(of("") == 0);
    CHECK(core::ids_here((files / "none").c_str()) == core::all_ids);
    CHECK(core::others_here() == (core::ids_here() > 1));
}

}  // namespace user_ids_test
