// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/runtime/cpu_list.hpp>

#include <vector>

#include <catch2/catch.hpp>

namespace cpu_list_test {

using namespace slipway::runtime;

TEST_CASE("lists of CPUs name numbers") {
    CHECK(numbers_of_list("0").value() == std::vector<bool>{true});
    CHECK(numbers_of_list("0-1,3").value() == std::vector<bool>{true, true, false, true});
    CHECK(numbers_of_list("3,0-0").value() == std::vector<bool>{true, false, false, true});
    for (const char* wrong : {"", ",", "0,", "a", "1-0", "0-", "-1", "0-1-2", " 0", "0 ", "8192",
                              "0-99999999999", "+1", "0x1"}) {
        CAPTURE(wrong);
        CHECK_FALSE(numbers_of_list(wrong));
    }
}

TEST_CASE("what this machine does not have is told from what is no list") {
    CHECK_NOTHROW(check_list("", listed_cpus));
    CHECK_NOTHROW(check_list("0", listed_cpus));
    CHECK_THROWS_WITH(check_list("x", listed_cpus), "'x' is no list of CPUs, such as 0-2,5");
    CHECK_THROWS_WITH(
        check_list("0,8000", listed_cpus),
        Catch::Contains("'0,8000' names CPUs that this machine does not have: it has 0"));
    CHECK_NOTHROW(check_list("8000", {"CPUs", "/no/such/file"}));
}

}  // namespace cpu_list_test
