// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/oci/overlay_marks.hpp>

#include <catch2/catch.hpp>

#include <support/scratch_directory.hpp>

namespace overlay_marks_test {

using namespace slipway;

TEST_CASE("a device without numbers is a whiteout, others are not") {
    CHECK(oci::is_whiteout({.kind = oci::file_kind::character_device}));
    CHECK_FALSE(oci::is_whiteout(
        {.kind = oci::file_kind::character_device, .device_major = 1, .device_minor = 3}));
    CHECK_FALSE(oci::is_whiteout({.kind = oci::file_kind::file}));
}

TEST_CASE("a directory is opaque by its attribute") {
    const scratch_directory dir;
    CHECK_FALSE(oci::is_opaque(dir.path()));
    CHECK_FALSE(oci::is_opaque(dir / "missing"));
    REQUIRE(::setxattr(dir.path().c_str(), "user.overlay.opaque", "y", 1, 0) == 0);
    CHECK(oci::is_opaque(dir.path()));
    REQUIRE(::setxattr(dir.path().c_str(), "user.overlay.opaque", "n", 1, 0) == 0);
    CHECK_FALSE(oci::is_opaque(dir.path()));
}

}  // namespace overlay_marks_test
