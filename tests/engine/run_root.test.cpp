// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/engine/run_root.hpp>

#include <catch2/catch.hpp>

#include <support/refusal.hpp>
#include <support/scratch_directory.hpp>

namespace run_root_test {

using slipway::core::reason;
using slipway::engine::keep_running_in;

TEST_CASE("what runs is kept where it is asked for, by this user alone") {
    const scratch_directory dir;
    const auto root = dir / "root", place = dir / "memory/slipway";
    for (int times = 0; times < 2; ++times) keep_running_in(root, place);
    CHECK(std::filesystem::read_symlink(root / "run") == place);
    CHECK(std::filesystem::status(place).permissions() == std::filesystem::perms(0700));
    keep_running_in(root, "");
    CHECK(std::filesystem::read_symlink(root / "run") == place);
}

TEST_CASE("a place that has gone with the machine's memory is made anew") {
    const scratch_directory dir;
    const auto root = dir / "root", place = dir / "memory/slipway";
    keep_running_in(root, place);
    for (const auto& asked : {std::filesystem::path(), place}) {
        std::filesystem::remove_all(dir / "memory");
        keep_running_in(root, asked);
        CHECK(std::filesystem::is_directory(root / "run"));
        CHECK(std::filesystem::status(place).permissions() == std::filesystem::perms(0700));
    }
}

TEST_CASE("without a wish nothing changes") {
    const scratch_directory dir;
    keep_running_in(dir / "root", "");
    CHECK_FALSE(exists(dir / "root"));
    create_directories(dir / "root/run/shims");
    keep_running_in(dir / "root", "");
    CHECK(std::filesystem::is_directory(dir / "root/run/shims"));
}

TEST_CASE("one root keeps it in one place, and one place is one root's") {
    const scratch_directory dir;
    keep_running_in(dir / "root", dir / "memory");
    CHECK(support::refusal([&] { keep_running_in(dir / "root", dir / "other"); }) ==
          reason::conflict);
    CHECK_FALSE(exists(dir / "other"));
    CHECK(support::refusal([&] { keep_running_in(dir / "another", dir / "memory"); }) ==
          reason::conflict);
    CHECK_FALSE(exists(dir / "another/run"));
    create_directories(dir / "old/run");
    CHECK(support::refusal([&] { keep_running_in(dir / "old", dir / "new"); }) == reason::conflict);
    CHECK_FALSE(exists(dir / "new"));
}

TEST_CASE("what others may write is no place for it, nor what is no directory") {
    const scratch_directory dir;
    create_directory(dir / "open");
    std::filesystem::permissions(dir / "open", std::filesystem::perms(0777));
    scratch_directory::write(dir / "file", "");
    create_directory(dir / "led");
    create_directory_symlink(dir / "led", dir / "link");
    for (const char* place : {"open", "file", "link"}) {
        INFO(place);
        CHECK(support::refusal([&] { keep_running_in(dir / "root", dir / place); }) ==
              reason::forbidden);
        CHECK_FALSE(exists(dir / "root/run"));
    }
}

}  // namespace run_root_test
