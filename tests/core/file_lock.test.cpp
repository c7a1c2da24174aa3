// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/file_lock.hpp>

#include <catch2/catch.hpp>

#include <support/scratch_directory.hpp>

namespace file_lock_test {

using namespace slipway;

TEST_CASE("one has a lock alone, or shares it") {
    const scratch_directory dir;
    {
        const core::file_lock one(dir / "lock", LOCK_SH), other(dir / "lock", LOCK_SH | LOCK_NB);
        CHECK(one.held());
        CHECK(other.held());
        CHECK_FALSE(core::file_lock(dir / "lock", LOCK_EX | LOCK_NB).held());
    }
    core::file_lock alone(dir / "lock", LOCK_EX | LOCK_NB);
    CHECK(alone.held());
    CHECK_FALSE(core::file_lock(dir / "lock", LOCK_SH | LOCK_NB).held());
    const core::file_lock moved = std::move(alone);
    CHECK(moved.held());
    CHECK_FALSE(core::file_lock(dir / "lock", LOCK_SH | LOCK_NB).held());
    CHECK(moved.is(dir / "lock"));
    std::filesystem::remove(dir / "lock");
    CHECK_FALSE(moved.is(dir / "lock"));
    CHECK(core::file_lock(dir / "lock", LOCK_EX | LOCK_NB).held());  // another file of that name
    CHECK_FALSE(moved.is(dir / "lock"));
}

TEST_CASE("a directory is locked as it is, wherever it goes") {
    const scratch_directory dir;
    std::filesystem::create_directory(dir / "one");
    const auto alone = core::file_lock::of_directory(dir / "one", LOCK_EX);
    CHECK(alone.is(dir / "one"));
    CHECK_FALSE(core::file_lock::of_directory(dir / "one", LOCK_SH | LOCK_NB).held());
    std::filesystem::rename(dir / "one", dir / "two");
    CHECK(alone.is(dir / "two"));
    CHECK_FALSE(core::file_lock::of_directory(dir / "two", LOCK_EX | LOCK_NB).held());
    CHECK(std::filesystem::is_empty(dir / "two"));
    CHECK_THROWS_WITH(core::file_lock::of_directory(dir / "one", LOCK_EX),
                      "cannot open " + (dir / "one").string() + ": No such file or directory");
    CHECK_FALSE(std::filesystem::exists(dir / "one"));
}

TEST_CASE("a lock where there can be none is refused with the name of the file") {
    CHECK_THROWS_WITH(core::file_lock("/nonexistent/lock", LOCK_EX),
                      "cannot open /nonexistent/lock: No such file or directory");
}

}  // namespace file_lock_test
