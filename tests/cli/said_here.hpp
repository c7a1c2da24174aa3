// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include <unistd.h>

#include "ran.hpp"

namespace support {

/// Runs `command(argc, argv)` in this process, which may have threads, with these arguments after
/// the program's name; what it prints is caught.
template <class Command>
ran said_here(Command command, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "shop");
    std::vector<char*> argv;
    for (std::string& a : arguments) argv.push_back(a.data());
    argv.push_back(nullptr);
    const auto close = [](std::FILE* f) { std::fclose(f); };
    const std::unique_ptr<std::FILE, decltype(close)> out(std::tmpfile(), close),
        err(std::tmpfile(), close);
    std::fflush(nullptr);
    const int own_out = ::dup(STDOUT_FILENO), own_err = ::dup(STDERR_FILENO);
    ::dup2(::fileno(out.get()), STDOUT_FILENO);
    ::dup2(::fileno(err.get()), STDERR_FILENO);
    const int code = command(static_cast<int>(arguments.size()), argv.data());
    std::fflush(nullptr);
    ::dup2(own_out, STDOUT_FILENO);
    ::dup2(own_err, STDERR_FILENO);
    ::close(own_out);
    ::close(own_err);
    auto read = [](std::FILE* f) {
        std::string all;
        std::rewind(f);
        for (int c = std::fgetc(f); c != EOF; c = std::fgetc(f)) all += static_cast<char>(c);
        return all;
    };
    return {code, read(out.get()), read(err.get())};
}

}  // namespace support
