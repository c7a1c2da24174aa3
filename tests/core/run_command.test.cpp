// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/run_command.hpp>

#include <catch2/catch.hpp>

namespace run_command_test {

using slipway::core::command_result;
using slipway::core::run_command;
using namespace std::chrono_literals;

namespace {

command_result shell(const std::string& script, std::string_view input = {},
                     std::chrono::milliseconds limit = 10s, std::size_t longest = 1000) {
    return run_command({"sh", "-c", script}, {{"GREETING", "hello"}}, limit, longest, input);
}

}  // namespace

TEST_CASE("a command's output, complaints and exit code") {
    const command_result r = shell("echo out; echo err >&2; exit 3");
    CHECK(r.not_started == 0);
    CHECK(r.in_time);
    CHECK_FALSE(r.too_long);
    CHECK(r.output == "out\n");
    CHECK(r.complaints == "err\n");
    CHECK(r.exit_code == 3);
    CHECK(shell("kill -TERM $$").exit_code == 128 + SIGTERM);
}

TEST_CASE("a command has the variables, and what it is to read") {
    CHECK(shell("echo $GREETING; cat", "world").output == "hello\nworld");
    CHECK(shell("cat").output.empty());
    CHECK(shell("exit 0", std::string(60'000, 'x')).exit_code == 0);  // it need not be read
    CHECK(shell("wc -c", std::string(60'000, 'x')).output.find("60000") != std::string::npos);
    CHECK(shell("cat", std::string(1'000'000, 'x')).not_started == E2BIG);
}

TEST_CASE("a command that is not there, takes too long, or prints too much") {
    CHECK(run_command({"slipway-no-such-command"}, {}, 1s, 10).not_started == ENOENT);
    const command_result slow = shell("sleep 60 & sleep 60", {}, 200ms);
    CHECK_FALSE(slow.in_time);
    CHECK(slow.exit_code == 128 + SIGKILL);
    CHECK(shell("yes").too_long);
}

}  // namespace run_command_test
