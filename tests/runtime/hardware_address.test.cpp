// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/runtime/hardware_address.hpp>

#include <catch2/catch.hpp>

namespace hardware_address_test {

using namespace slipway;
using Catch::Contains;

TEST_CASE("addresses of links are read and written") {
    CHECK(runtime::hardware_address_named("02:42:AC:11:00:fe") ==
          runtime::hardware_address{0x02, 0x42, 0xac, 0x11, 0x00, 0xfe});
    CHECK(runtime::hardware_text(runtime::hardware_address_named("02-42-ac-11-00-FE")) ==
          "02:42:ac:11:00:fe");
    for (const char* wrong :
         {"", "02:42:ac:11:00", "02:42:ac:11:00:fe:", "02:42:ac:11:00:f", "02:42:ac:11:00:fg",
          "02:42-ac:11:00:fe", "02.42.ac.11.00.fe", "+2:42:ac:11:00:fe", " 2:42:ac:11:00:fe"})
        CHECK_THROWS_WITH(runtime::hardware_address_named(wrong),
                          Contains("is no address of a link"));
    CHECK_THROWS_WITH(runtime::hardware_address_named("01:42:ac:11:00:fe"),
                      Contains("of a group of links"));
    CHECK_THROWS_WITH(runtime::hardware_address_named("ff:ff:ff:ff:ff:ff"),
                      Contains("of a group of links"));
    CHECK_THROWS_WITH(runtime::hardware_address_named("00:00:00:00:00:00"),
                      Contains("is no link's address"));
}

}  // namespace hardware_address_test
