// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/secret_file.hpp>

#include <atomic>
#include <thread>

#include <catch2/catch.hpp>

#include <support/scratch_directory.hpp>

namespace secret_file_test {

using slipway::core::write_secret_file;

namespace {

std::filesystem::perms mode_of(const std::filesystem::path& file) {
    return std::filesystem::status(file).permissions();
}

}  // namespace

TEST_CASE("a secret is for its owner's eyes, also where there was a file for all") {
    const scratch_directory dir;
    write_secret_file(dir / "new", "secret");
    CHECK(scratch_directory::read(dir / "new") == "secret");
    CHECK(mode_of(dir / "new") ==
          (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    scratch_directory::write(dir / "old", "a longer text that was there before");
    std::filesystem::permissions(dir / "old", std::filesystem::perms(0666));
    write_secret_file(dir / "old", "secret");
    CHECK(scratch_directory::read(dir / "old") == "secret");
    CHECK(mode_of(dir / "old") == std::filesystem::perms(0600));
}

TEST_CASE("who reads while it is written sees the old or the new, and never a part") {
    const scratch_directory dir;
    const std::string one(100'000, 'a'), other(200'000, 'b');
    write_secret_file(dir / "f", one);
    std::atomic<bool> torn = false;
    {
        const std::jthread reader([&](const std::stop_token& stop) {
            while (!stop.stop_requested()) {
                const std::string seen = scratch_directory::read(dir / "f");
                if (seen != one && seen != other) torn = true;
            }
        });
        for (int i = 0; i < 50; ++i) write_secret_file(dir / "f", i % 2 ? one : other);
    }
    CHECK_FALSE(torn);
    CHECK(std::distance(std::filesystem::directory_iterator(dir.path()),
                        std::filesystem::directory_iterator()) == 1);
}

TEST_CASE("what cannot be written is named, and leaves nothing") {
    const scratch_directory dir;
    CHECK_THROWS_WITH(
        write_secret_file(dir / "absent/f", "x"),
        Catch::Contains("cannot create '" + (dir / "absent/f").string() + "': No such file"));
    std::filesystem::create_directories(dir / "taken/by");
    CHECK_THROWS_WITH(write_secret_file(dir / "taken", "x"),
                      Catch::Contains("cannot write '" + (dir / "taken").string()));
    CHECK(std::distance(std::filesystem::directory_iterator(dir.path()),
                        std::filesystem::directory_iterator()) == 1);
}

}  // namespace secret_file_test
