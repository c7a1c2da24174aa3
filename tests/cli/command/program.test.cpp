// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/command/program.hpp>

#include <stdexcept>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>

#include "../said_here.hpp"

namespace program_test {

using namespace slipway;
using namespace slipway::cli::command;

namespace {

support::ran slipway_said(std::vector<std::string> words) {
    const std::vector<verb> verbs{
        {.name = "seven",
         .summary = "end with 7",
         .options = {{.name = "why", .value = "REASON", .help = "tell"}},
         .run = [](session&, const arguments&) { return 7; }},
        {.name = "fail",
         .run = [](session&, const arguments&) -> int {
             throw status_error(core::reason::invalid, "it is \x1b[31mwrong");
         }},
        {.name = "odd",
         .run = [](session&, const arguments&) -> int {
             throw std::runtime_error("something else");
         }},
        {.name = "box ls", .summary = "list", .run = [](session&, const arguments&) { return 0; }},
        {.name = "where",
         .run =
             [](session& s, const arguments&) {
                 return print_line(s.root().string() + (s.quiet() ? " quiet " : " ") + s.runtime()),
                        s.say("told"), 0;
             }},
    };
    return support::said_here([&](int argc, char** argv) { return program(argc, argv, verbs); },
                              std::move(words));
}

}  // namespace

TEST_CASE(
    "program: a verb's code is the program's; failures of its own end with 125 and a sentence") {
    CHECK(slipway_said({"seven"}).code == 7);
    const auto failed = slipway_said({"fail"});
    CHECK(failed.code == 125);
    CHECK(failed.out.empty());
    CHECK(failed.err == "slipway: it is \xEF\xBF\xBD[31mwrong\n");
    CHECK(slipway_said({"odd"}).err == "slipway: something else\n");
    const auto wrong = slipway_said({"sevn"});
    CHECK(wrong.code == 125);
    CHECK(
        wrong.err ==
        "slipway: unknown command 'sevn'; did you mean seven?\nslipway --help tells what there is, slipway help COMMAND how it is used\n");
    CHECK(slipway_said({"--no-such", "seven"}).code == 125);
    CHECK(slipway_said({"search", "x"})
              .err.starts_with("slipway: there is no command 'search' here: registries have no "
                               "common way to be searched\n"));
    CHECK(
        slipway_said({"seven", "--wyh", "x"}).err ==
        "slipway: unknown option '--wyh'; did you mean --why?\nslipway help seven tells how it is used\n");
}

TEST_CASE("program: help is given wherever it is asked for") {
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{}, {"--help"}, {"-h"}, {"help"}}) {
        const auto all = slipway_said(words);
        CHECK(all.code == 0);
        CHECK(all.out.find("  seven       end with 7\n") != std::string::npos);
    }
    for (const std::vector<std::string>& words : {std::vector<std::string>{"help", "seven"},
                                                  {"seven", "--help"},
                                                  {"seven", "--why", "x", "--help"}}) {
        const auto one = slipway_said(words);
        CHECK(one.code == 0);
        CHECK(one.out == "usage: slipway seven\n\nend with 7\n\n      --why REASON  tell\n");
    }
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"box"}, {"box", "--help"}, {"box", "-h"}, {"help", "box"}}) {
        const auto kind = slipway_said(words);
        CHECK(kind.code == 0);
        CHECK(kind.out.find("  box ls  list\n") != std::string::npos);
    }
    CHECK(slipway_said({"box", "lss"})
              .err.starts_with("slipway: unknown command 'box lss'; did you mean box ls?\n"));
    CHECK(slipway_said({"help", "eight"}).code == 125);
    CHECK(slipway_said({"--version"}).out.starts_with("slipway "));
    CHECK(slipway_said({"completion", "bash"}).out.find("complete -F _slipway slipway") !=
          std::string::npos);
    CHECK(slipway_said({"completion"}).code == 125);
}

TEST_CASE("program: what stands before a verb is for all of it") {
    const auto here = slipway_said({"--root=/some/where", "--runtime", "process", "where"});
    CHECK(here.out == "/some/where process\n");
    CHECK(here.err == "told\n");
    const auto quiet = slipway_said({"-q", "--root", "/x", "where"});
    CHECK(quiet.out == "/x quiet \n");
    CHECK(quiet.err.empty());
}

TEST_CASE("what is printed goes into no file that is opened where standard output is closed") {
    const std::vector<verb> verbs{{.name = "open", .run = [](session&, const arguments&) {
                                       return ::open("/dev/null", O_WRONLY) > STDERR_FILENO ? 3 : 4;
                                   }}};
    const pid_t child = ::fork();
    if (child == 0) {
        for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::close(fd);
        std::string name = "slipway", word = "open";
        char* words[] = {name.data(), word.data(), nullptr};
        const int code = program(2, words, verbs);
        ::_exit(::write(STDOUT_FILENO, "lost", 4) < 0 ? code : 5);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(WEXITSTATUS(status) == 3);
}

}  // namespace program_test
