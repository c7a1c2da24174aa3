// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/command/detail/stream_pump.hpp>

#include <csignal>
#include <cstdio>

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

namespace stream_pump_test {

using namespace slipway;
using namespace slipway::cli::command::detail;

TEST_CASE("who prints on and on while signals are caught ends when nobody reads any more") {
    auto shown = core::make_pipe();
    const pid_t child = ::fork();
    if (child == 0) {
        const caught_signals signals{SIGINT};
        ::dup2(shown.write.get(), STDOUT_FILENO);
        shown.read.reset();
        shown.write.reset();
        for (int times = 0; times < 100'000; ++times) {
            std::puts("a line");
            show_printed();
        }
        ::_exit(0);
    }
    shown.write.reset();
    char first = 0;
    CHECK(::read(shown.read.get(), &first, 1) == 1);
    shown.read.reset();
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK((WIFSIGNALED(status) && WTERMSIG(status) == SIGPIPE));
}

}  // namespace stream_pump_test
