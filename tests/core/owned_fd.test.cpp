// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/owned_fd.hpp>

#include <catch2/catch.hpp>

namespace owned_fd_test {

using namespace slipway;

TEST_CASE("a descriptor is closed with its owner") {
    int number = -1;
    {
        core::owned_fd one = core::open_or_throw("/dev/null", O_RDONLY);
        number = one.get();
        CHECK(one);
        CHECK((::fcntl(number, F_GETFD) & FD_CLOEXEC) != 0);
        const core::owned_fd moved = std::move(one);
        CHECK_FALSE(one);
        CHECK(moved.get() == number);
    }
    CHECK(::fcntl(number, F_GETFD) == -1);
    CHECK_THROWS_WITH(core::open_or_throw("/nonexistent", O_RDONLY),
                      "cannot open /nonexistent: No such file or directory");
}

TEST_CASE("what is written into a pipe comes out of it") {
    core::pipe_ends both = core::make_pipe();
    REQUIRE(::write(both.write.get(), "x", 1) == 1);
    both.write.reset();
    char bytes[2];
    CHECK(::read(both.read.get(), bytes, 2) == 1);
    CHECK(::read(both.read.get(), bytes, 2) == 0);
}

}  // namespace owned_fd_test
