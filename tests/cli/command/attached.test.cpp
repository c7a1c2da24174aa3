// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/command/detail/attached.hpp>

#include <csignal>
#include <cstdio>
#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <pty.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <support/eventually.hpp>

#include "command_machine.hpp"

namespace attached_test {

using namespace slipway;

namespace {

/// Whether a program reads this signal from a descriptor (proc(5), SigBlk), and does not end by it.
bool hears(pid_t program, int number) {
    std::ifstream status("/proc/" + std::to_string(program) + "/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("SigBlk:"))
            return (std::stoull(line.substr(7), nullptr, 16) >> (number - 1) & 1) != 0;
    return false;
}

/// What `slipway run` of what heeds no signal ends with, where `meanwhile` is done again and again
/// while the container runs; nothing where it does not end.
std::optional<int> run_ends_with(support::command_machine& m, std::vector<std::string> options,
                                 const std::function<pid_t()>& begin,
                                 const std::function<void(pid_t)>& meanwhile) {
    std::vector<std::string> words{"slipway", "--root", m.place().string(),
                                   "run",     "--name", "deaf"};
    words.insert(words.end(), options.begin(), options.end());
    words.insert(words.end(), {"busybox", "sleep", "1000"});
    std::fflush(stdout);  // what this program has printed is not the child's to print
    const pid_t child = begin();
    if (child == 0) {
        std::vector<char*> pointers;
        for (std::string& each : words) pointers.push_back(each.data());
        ::_exit(cli::command::program(static_cast<int>(pointers.size()), pointers.data(),
                                      cli::command::container_verbs()));
    }
    engine::containers all(m.place(), {});
    const auto runs = [&] {
        const auto found = all.find("deaf");
        return found && found->phase == engine::container_phase::running;
    };
    REQUIRE(support::eventually([&] { return runs() && hears(child, SIGTERM); }));
    int status = 0;
    const bool ended = support::eventually([&] {
        meanwhile(child);
        return ::waitpid(child, &status, WNOHANG) == child;
    });
    CHECK(runs());
    if (ended) return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    ::kill(child, SIGKILL);
    ::waitpid(child, &status, 0);
    return std::nullopt;
}

}  // namespace

TEST_CASE("who asks for the third time what does not heed it gets the terminal back") {
    if (!support::may_have_machine()) return;
    support::command_machine m;
    int times = 0;
    CHECK(run_ends_with(m, {}, ::fork, [&](pid_t child) {
              ::kill(child, ++times % 2 == 0 ? SIGINT : SIGTERM);
          }) == 1);
    CHECK(times >= 3);
}

TEST_CASE("who stands in front of a container leaves when the terminal has gone") {
    if (!support::may_have_machine()) return;
    support::command_machine m;
    int terminal = -1;
    const auto stands_in_front = [&] {  // then every key is passed on
        struct termios now{};
        return ::tcgetattr(terminal, &now) == 0 && (now.c_lflag & ICANON) == 0;
    };
    CHECK(run_ends_with(
              m, {"-it"}, [&] { return ::forkpty(&terminal, nullptr, nullptr, nullptr); },
              [&](pid_t) {
                  if (terminal >= 0 && stands_in_front()) ::close(std::exchange(terminal, -1));
              }) == 128 + SIGHUP);
}

}  // namespace attached_test
