// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <string>

#include <slipway/cli/detail/clean_text.hpp>
#include <slipway/cli/detail/command_line.hpp>
#include <slipway/cli/run.hpp>

namespace slipway::cli::detail {

/// Runs a command; what it throws is said, and is a failure.
template <class F>
int guarded(const char* program, F command) {
    try {
        return command();
    } catch (const std::exception& e) {
        std::fflush(stdout);
        std::fprintf(stderr, "%s: %s\n", program, clean_text(e.what(), true).c_str());
        return failure;
    }
}

/// Writes what a command has made to a file; to the standard output where none is named.
inline int write_out(const std::string& text, const std::string& file, const char* program) {
    if (file.empty()) {
        std::fwrite(text.data(), 1, text.size(), stdout);
        return printed();
    }
    std::FILE* const to = std::fopen(file.c_str(), "wb");
    const bool written = to && std::fwrite(text.data(), 1, text.size(), to) == text.size();
    int error = written ? 0 : errno;
    if (to && std::fclose(to) != 0) error = errno;
    if (!error) return success;
    std::fprintf(stderr, "%s: cannot write %s: %s\n", program, clean_text(file).c_str(),
                 std::strerror(error));
    return failure;
}

}  // namespace slipway::cli::detail
