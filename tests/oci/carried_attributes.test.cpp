// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/oci/carried_attributes.hpp>

#include <fcntl.h>

#include <catch2/catch.hpp>

#include <slipway/core/owned_fd.hpp>

#include <support/scratch_directory.hpp>

namespace carried_attributes_test {

using namespace slipway;
using attributes = std::map<std::string, std::string>;

TEST_CASE("layers carry capabilities and what users say of files") {
    CHECK(oci::is_carried_attribute("security.capability"));
    CHECK(oci::is_carried_attribute("user.note"));
    for (const char* other : {"trusted.overlay.opaque", "user.overlay.redirect", "security.selinux",
                              "system.posix_acl_access", "security.capabilities", "users.x"})
        CHECK_FALSE(oci::is_carried_attribute(other));
}

TEST_CASE("attributes are set, and read, by descriptor and by path") {
    const scratch_directory dir;
    scratch_directory::write(dir / "file", "x");
    const core::owned_fd file = core::open_or_throw((dir / "file").string(), O_RDONLY);
    if (::fsetxattr(file.get(), "user.note", "", 0, 0) != 0) {
        WARN("skipped: the file system has no attributes of users");
        return;
    }
    const std::string large(1000, 'x');
    oci::set_attributes(file.get(), {{"user.note", std::string("a\0b", 3)}, {"user.large", large}},
                        "file");
    REQUIRE(::fsetxattr(file.get(), "user.overlay.opaque", "y", 1, 0) == 0);
    const attributes expected{{"user.large", large}, {"user.note", std::string("a\0b", 3)}};
    CHECK(oci::carried_attributes(file.get(), "file") == expected);
    CHECK(oci::carried_attributes((dir / "file").string()) == expected);
    CHECK(oci::carried_attributes(dir.path().string()).empty());
    CHECK_THROWS_AS(oci::carried_attributes((dir / "none").string()), status_error);
    CHECK_THROWS_AS(oci::carried_attributes(-1, "file"), status_error);
    CHECK_THROWS_AS(
        oci::set_attributes(file.get(), {{"user.large", std::string(70'000, 'x')}}, "file"),
        status_error);
}

TEST_CASE("attributes that there cannot be are left out") {
    const core::owned_fd file = core::open_or_throw("/proc/self/status", O_RDONLY);
    CHECK_NOTHROW(oci::set_attributes(file.get(), {{"user.note", "1"}}, "status"));
    CHECK(oci::carried_attributes(file.get(), "status").empty());
}

}  // namespace carried_attributes_test
