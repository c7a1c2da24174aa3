// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

namespace support {

/// How a program ended, and what it printed.
struct ran {
    int code = -1;
    std::string out{}, err{};
};

/// Runs `main_function(argc, argv)` as a program of its own, called `shop`, with these arguments.
template <class Main>
ran run_as_program(Main main_function, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "shop");
    std::vector<char*> argv;
    for (std::string& a : arguments) argv.push_back(a.data());
    argv.push_back(nullptr);
    const auto close = [](std::FILE* f) { std::fclose(f); };
    const std::unique_ptr<std::FILE, decltype(close)> out(std::tmpfile(), close),
        err(std::tmpfile(), close);
    std::fflush(nullptr);
    const pid_t child = ::fork();
    if (child == 0) {
        ::dup2(::fileno(out.get()), STDOUT_FILENO);
        ::dup2(::fileno(err.get()), STDERR_FILENO);
        const int code = main_function(static_cast<int>(arguments.size()), argv.data());
        std::fflush(nullptr);
        ::_exit(code);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    auto read = [](std::FILE* f) {
        std::string all;
        std::rewind(f);
        for (int c = std::fgetc(f); c != EOF; c = std::fgetc(f)) all += static_cast<char>(c);
        return all;
    };
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read(out.get()), read(err.get())};
}

}  // namespace support
