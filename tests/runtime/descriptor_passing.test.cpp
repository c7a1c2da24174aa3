// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/runtime/descriptor_passing.hpp>

#include <catch2/catch.hpp>

namespace descriptor_passing_test {

using namespace slipway;

TEST_CASE("a descriptor goes over a socket, and nothing comes when the other side is closed") {
    runtime::socket_ends both = runtime::make_socket_pair();
    core::pipe_ends pipe = core::make_pipe();
    REQUIRE(runtime::send_descriptor(both.one.get(), pipe.write.get()));
    pipe.write.reset();
    {
        const core::owned_fd got = runtime::receive_descriptor(both.other.get());
        REQUIRE(got);
        CHECK((::fcntl(got.get(), F_GETFD) & FD_CLOEXEC) != 0);
        CHECK(::write(got.get(), "y", 1) == 1);
    }
    char bytes[2];
    CHECK(::read(pipe.read.get(), bytes, 2) == 1);
    CHECK(::read(pipe.read.get(), bytes, 2) == 0);  // that was the last one
    both.one.reset();
    CHECK_FALSE(runtime::receive_descriptor(both.other.get()));
    CHECK_FALSE(runtime::send_descriptor(both.other.get(), pipe.read.get()));
}

TEST_CASE("several descriptors come in their order, with the bytes") {
    const runtime::socket_ends both = runtime::make_socket_pair();
    const core::owned_fd nothing = core::open_or_throw("/dev/null", O_RDONLY),
                         zero = core::open_or_throw("/dev/zero", O_RDONLY);
    const int fds[] = {nothing.get(), zero.get()};
    CHECK(runtime::send_with_descriptors(both.one.get(), "both", fds, 2) == 4);
    std::vector<core::owned_fd> got;
    char bytes[8];
    CHECK(runtime::receive_with_descriptors(both.other.get(), bytes, sizeof bytes, got) == 4);
    REQUIRE(got.size() == 2);
    CHECK(::read(got[0].get(), bytes, 1) == 0);
    CHECK(::read(got[1].get(), bytes, 1) == 1);
}

}  // namespace descriptor_passing_test
