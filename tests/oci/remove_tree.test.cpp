// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/oci/remove_tree.hpp>

#include <catch2/catch.hpp>

#include <sys/resource.h>

#include "support/scratch_directory.hpp"

namespace remove_tree_test {

using namespace slipway;

TEST_CASE("a tree goes with all that is in it, and what links lead to stays") {
    const scratch_directory dir;
    scratch_directory::write(dir / "outside/kept", "1");
    scratch_directory::write(dir / "tree/a/b/c", "2");
    std::filesystem::create_directory_symlink(dir / "outside", dir / "tree/link");
    std::filesystem::create_symlink("nowhere", dir / "tree/a/dangling");
    REQUIRE(::mkfifo((dir / "tree/pipe").c_str(), 0600) == 0);
    oci::remove_tree(dir / "tree");
    CHECK_FALSE(std::filesystem::exists(dir / "tree"));
    CHECK(scratch_directory::read(dir / "outside/kept") == "1");
    std::filesystem::create_directory_symlink(dir / "outside", dir / "tree");
    oci::remove_tree(dir / "tree");
    CHECK_FALSE(std::filesystem::is_symlink(dir / "tree"));
    CHECK(std::filesystem::exists(dir / "outside/kept"));
}

TEST_CASE("what is not there, or is a file, goes too") {
    const scratch_directory dir;
    oci::remove_tree(dir / "absent");
    scratch_directory::write(dir / "file", "");
    oci::remove_tree(dir / "file");
    CHECK(std::filesystem::is_empty(dir.path()));
}

TEST_CASE("directories that forbid it are removed all the same") {
    const scratch_directory dir;
    scratch_directory::write(dir / "tree/closed/file", "1");
    scratch_directory::write(dir / "tree/fixed/file", "2");
    std::filesystem::permissions(dir / "tree/closed", std::filesystem::perms::none);
    std::filesystem::permissions(dir / "tree/fixed", std::filesystem::perms::owner_read |
                                                         std::filesystem::perms::owner_exec);
    oci::remove_tree(dir / "tree");
    CHECK_FALSE(std::filesystem::exists(dir / "tree"));
}

TEST_CASE("a tree may be deeper than a process may have open files") {
    const scratch_directory dir;
    rlimit files{};
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &files) == 0);
    const rlimit few{256, files.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &few) == 0);
    std::filesystem::create_directory(dir / "tree");
    int at = ::open((dir / "tree").c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (int depth = 0; depth < 2000; ++depth) {
        if (::mkdirat(at, "deeper", 0700) != 0) FAIL("cannot make a directory");
        const int below = ::openat(at, "deeper", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        ::close(std::exchange(at, below));
    }
    ::close(at);
    CHECK_NOTHROW(oci::remove_tree(dir / "tree"));
    CHECK_FALSE(std::filesystem::exists(dir / "tree"));
    ::setrlimit(RLIMIT_NOFILE, &files);
}

}  // namespace remove_tree_test
