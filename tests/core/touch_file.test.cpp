// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/touch_file.hpp>

#include <catch2/catch.hpp>
#include <sys/inotify.h>
#include <unistd.h>

#include <support/scratch_directory.hpp>

namespace touch_file_test {

using slipway::core::touch_file;

TEST_CASE("a file is made for its owner alone, and one that is there is left as it is") {
    const scratch_directory dir;
    touch_file(dir / "new");
    CHECK(scratch_directory::read(dir / "new").empty());
    CHECK(std::filesystem::status(dir / "new").permissions() == std::filesystem::perms(0600));
    scratch_directory::write(dir / "old", "content");
    touch_file(dir / "old");
    CHECK(scratch_directory::read(dir / "old") == "content");
}

TEST_CASE("who watches the directory hears of each time") {
    const scratch_directory dir;
    const slipway::core::owned_fd watch(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
    REQUIRE(::inotify_add_watch(watch.get(), dir.path().c_str(), IN_CLOSE_WRITE) >= 0);
    alignas(inotify_event) char event[1024];
    for (int times = 0; times < 2; ++times) {
        touch_file(dir / "f");
        CHECK(::read(watch.get(), event, sizeof event) > 0);
    }
}

TEST_CASE("what cannot be made is named") {
    const scratch_directory dir;
    CHECK_THROWS_WITH(
        touch_file(dir / "absent/f"),
        Catch::Contains("cannot write '" + (dir / "absent/f").string() + "': No such file"));
}

}  // namespace touch_file_test
