// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/oci/platform.hpp>

#include <catch2/catch.hpp>

#include <sys/utsname.h>

namespace platform_test {

using namespace slipway;

TEST_CASE("this machine is called what images call it") {
    utsname facts{};
    REQUIRE(::uname(&facts) == 0);
    const oci::platform here = oci::host_platform();
    CHECK(here.os == "linux");
    for (const auto& [kernel, image] :
         {std::pair("x86_64", "amd64"), std::pair("aarch64", "arm64"),
          std::pair("riscv64", "riscv64"), std::pair("ppc64le", "ppc64le"),
          std::pair("s390x", "s390x")})
        if (std::string(facts.machine) == kernel) CHECK(here.architecture == image);
    CHECK(oci::runs_on(here, here));
}

TEST_CASE(
    "an image runs where system and architecture are the same, and no variant is against it") {
    const oci::platform v7{.architecture = "arm", .os = "linux", .variant = "v7"};
    CHECK(oci::runs_on(v7, v7));
    CHECK(oci::runs_on({.architecture = "arm", .os = "linux"}, v7));
    CHECK(oci::runs_on(v7, {.architecture = "arm", .os = "linux"}));
    CHECK_FALSE(oci::runs_on({.architecture = "arm", .os = "linux", .variant = "v6"}, v7));
    CHECK_FALSE(oci::runs_on({.architecture = "amd64", .os = "linux"}, v7));
    CHECK_FALSE(oci::runs_on({.architecture = "arm", .os = "windows", .variant = "v7"}, v7));
}

TEST_CASE("platforms are written for people and for documents") {
    CHECK(oci::to_string({.architecture = "amd64", .os = "linux"}) == "linux/amd64");
    CHECK(oci::to_string({.architecture = "arm64", .os = "linux", .variant = "v8"}) ==
          "linux/arm64/v8");
    const oci::platform all{.architecture = "arm64",
                            .os = "windows",
                            .os_version = "10.0",
                            .os_features = {"win32k"},
                            .variant = "v8"};
    CHECK(oci::platform_from(oci::to_json(all), "p") == all);
    CHECK(oci::to_json({.architecture = "amd64", .os = "linux"}) ==
          json::value{{"architecture", "amd64"}, {"os", "linux"}});
}

TEST_CASE("platforms are read as people write them") {
    CHECK(oci::platform_named("linux/arm/v7") ==
          oci::platform{.architecture = "arm", .os = "linux", .variant = "v7"});
    CHECK(oci::platform_named("windows/amd64") ==
          oci::platform{.architecture = "amd64", .os = "windows"});
    CHECK(oci::platform_named("arm64") == oci::platform{.architecture = "arm64", .os = "linux"});
    for (const char* none : {"", "/", "linux/", "/amd64", "linux//v7", "linux/arm/v7/more"}) {
        CAPTURE(none);
        CHECK_FALSE(oci::platform_named(none));
    }
}

TEST_CASE("a platform without its two words is refused by name") {
    CHECK_THROWS_WITH(
        oci::platform_from({{"os", "linux"}}, "index.manifests[2].platform"),
        Catch::Contains("index.manifests[2].platform") && Catch::Contains("architecture"));
    CHECK_THROWS_WITH(oci::platform_from({{"architecture", "amd64"}}, "p"), Catch::Contains("os"));
    CHECK_THROWS_AS(oci::platform_from({{"architecture", 1}, {"os", "linux"}}, "p"), status_error);
}

}  // namespace platform_test
