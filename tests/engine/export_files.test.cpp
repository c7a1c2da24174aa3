// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/engine/export_files.hpp>

#include <sys/stat.h>

#include <catch2/catch.hpp>

#include <slipway/oci/unpack.hpp>

#include "engine_machine.hpp"

namespace export_files_test {

using namespace slipway;

namespace {

std::string archive_of(const engine::container& c) {
    std::string made;
    engine::export_files(c, [&](std::string_view part) { made += part; });
    return made;
}

}  // namespace

TEST_CASE("all files of a container come out, as it sees them") {
    if (!support::keeps_changes()) return;
    support::engine_machine m;
    const auto c = m.starts(
        "box",
        "echo one > /one; chmod 751 /one; chown 7:8 /one; ln /one /two; rm /etc/group; ln -s /etc/shadow /link; echo secret > /volume/inside; echo begun; exec sleep 1000",
        {.volumes = {{"data", "/volume"}}});
    REQUIRE(support::eventually([&] { return !m.containers->read_log(c, 0, 10).entries.empty(); }));
    const std::string running = archive_of(m.containers->get("box"));
    const auto place = m.files / "out";
    oci::unpack(oci::read_from(running), place);
    const auto there = [&](const char* path) {
        return std::filesystem::exists(std::filesystem::symlink_status(place / path));
    };
    CHECK(scratch_directory::read(place / "one") == "one\n");
    struct stat one{}, two{};
    REQUIRE(::stat((place / "one").c_str(), &one) == 0);
    REQUIRE(::stat((place / "two").c_str(), &two) == 0);
    CHECK((one.st_mode & 07777) == 0751);
    CHECK((one.st_uid == 7 && one.st_gid == 8));
    CHECK(one.st_ino == two.st_ino);
    CHECK(std::filesystem::read_symlink(place / "link") == "/etc/shadow");
    CHECK(there("bin/busybox"));
    CHECK(there("etc/passwd"));
    CHECK_FALSE(there("etc/group"));
    CHECK_FALSE(there("etc/hosts"));
    CHECK_FALSE(there("proc/self"));
    CHECK_FALSE(there("volume/inside"));
    m.containers->stop(c, std::chrono::milliseconds(0));
    CHECK(archive_of(m.containers->get("box")) == running);
}

TEST_CASE("the time zone that a container was given does not come out") {
    if (!support::keeps_changes()) return;
    support::engine_machine m;
    const auto c =
        m.ran("box", "test -f /etc/localtime && echo own > /etc/own", {.time_zone = "local"});
    CHECK(c.status.exit_code == 0);
    const auto place = m.files / "out";
    oci::unpack(oci::read_from(archive_of(c)), place);
    CHECK(scratch_directory::read(place / "etc/own") == "own\n");
    CHECK_FALSE(std::filesystem::exists(place / "etc/localtime"));
}

}  // namespace export_files_test
