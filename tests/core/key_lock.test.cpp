// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/key_lock.hpp>

#include <atomic>
#include <filesystem>
#include <optional>
#include <thread>

#include <catch2/catch.hpp>

#include <support/eventually.hpp>
#include <support/scratch_directory.hpp>

namespace key_lock_test {

using namespace slipway;
using patience = core::key_lock::patience;

TEST_CASE("one has the lock on a key alone, and others have those on other keys") {
    const scratch_directory dir;
    std::optional<core::key_lock> one(std::in_place, dir / "locks", "one");
    CHECK(one->held());
    CHECK_FALSE(core::key_lock(dir / "locks", "one", patience::none).held());
    CHECK(core::key_lock(dir / "locks", "other", patience::none).held());
    CHECK(core::key_lock(dir / "elsewhere", "one", patience::none).held());
    one.reset();
    CHECK(core::key_lock(dir / "locks", "one", patience::none).held());
    CHECK(std::filesystem::file_size(dir / "locks") == 0);
}

TEST_CASE("who has patience gets the lock when it is free") {
    const scratch_directory dir;
    std::optional<core::key_lock> first(std::in_place, dir / "locks", "key");
    std::atomic<bool> begun = false, held = false;
    std::thread waits([&] {
        begun = true;
        const core::key_lock second(dir / "locks", "key");
        held = second.held();
    });
    CHECK(support::eventually([&] { return begun.load(); }));
    CHECK_FALSE(held);
    first.reset();
    waits.join();
    CHECK(held);
}

TEST_CASE("a lock where there can be no file is refused with its name") {
    CHECK_THROWS_WITH(core::key_lock("/nonexistent/locks", "key"),
                      "cannot open /nonexistent/locks: No such file or directory");
}

}  // namespace key_lock_test
