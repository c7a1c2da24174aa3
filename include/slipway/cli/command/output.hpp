// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: it is for the slipway command.

#include <cstdio>
#include <string>
#include <string_view>

#include <unistd.h>

#include <slipway/cli/command/parse.hpp>
#include <slipway/cli/command/verb.hpp>

namespace slipway::cli::command {

/// On standard output, as it is. Whether it could be written is looked at when the program ends.
inline void print(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }
inline void print_line(std::string_view text) {
    print(text);
    print("\n");
}

/// The option of verbs that print tables.
inline constexpr option format_option{.name = "format",
                                      .value = "FORMAT",
                                      .help =
                                          "table (as it is without), json: a line for each, "
                                          "or a template, such as '{{.ID}}' or 'table {{.ID}}'"};

/// Asks a question that is answered by y or yes; where nobody can be asked, the answer is no.
inline bool confirmed(const std::string& question) {
    if (!::isatty(STDIN_FILENO)) return false;
    std::fprintf(stderr, "%s [y/N] ", question.c_str());
    char answer[16] = "";
    if (!std::fgets(answer, sizeof answer, stdin)) return false;
    return std::string_view(answer) == "y\n" || std::string_view(answer) == "Y\n" ||
           std::string_view(answer) == "yes\n";
}

}  // namespace slipway::cli::command
