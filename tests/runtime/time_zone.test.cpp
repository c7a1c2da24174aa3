// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/runtime/time_zone.hpp>

#include <catch2/catch.hpp>

#include <support/scratch_directory.hpp>

namespace time_zone_test {

using namespace slipway;
using Catch::Contains;

TEST_CASE("time zones are files of this machine, and nothing else is") {
    const scratch_directory dir;
    scratch_directory::write(dir / "zones/Etc/UTC", "TZif2 and so on");
    scratch_directory::write(dir / "zones/Etc/GMT+5", "TZif2 and so on");
    scratch_directory::write(dir / "zones/zone.tab", "DE Europe/Berlin");
    scratch_directory::write(dir / "zones/short", "TZ");
    scratch_directory::write(dir / "secret", "TZif2 and so on");
    std::filesystem::create_symlink("Etc/UTC", dir / "zones/UTC");
    std::filesystem::create_symlink("zones/Etc/UTC", dir / "localtime");
    const runtime::time_zone_places here{.zones = dir / "zones", .own = dir / "localtime"};
    const auto utc = std::filesystem::canonical(dir / "zones/Etc/UTC");
    CHECK(runtime::time_zone_file("Etc/UTC", here) == utc);
    CHECK(runtime::time_zone_file("UTC", here) == utc);
    CHECK(runtime::time_zone_file("local", here) == utc);
    CHECK(runtime::time_zone_file("Etc/GMT+5", here).filename() == "GMT+5");
    for (const char* wrong : {"", ".", "..", "../secret", "Etc/../../secret", "/etc/passwd",
                              "Etc//UTC", "Etc/", "Etc/U TC", "Etc/\n"})
        CHECK_THROWS_WITH(runtime::time_zone_file(wrong, here),
                          Contains("is no time zone, such as Europe/Berlin"));
    for (const char* wrong : {"Etc", "Etc/Nowhere", "zone.tab", "short", "Local"})
        CHECK_THROWS_WITH(
            runtime::time_zone_file(wrong, here),
            Contains(std::string("there is no time zone '") + wrong + "' on this machine"));
}

TEST_CASE("a machine may know no time zones") {
    const scratch_directory dir;
    const runtime::time_zone_places here{.zones = dir / "zones", .own = dir / "localtime"};
    CHECK_THROWS_WITH(runtime::time_zone_file("UTC", here),
                      Contains("this machine knows no time zones"));
    CHECK_THROWS_WITH(runtime::time_zone_file("local", here),
                      Contains("does not say in which time zone it is"));
}

}  // namespace time_zone_test
