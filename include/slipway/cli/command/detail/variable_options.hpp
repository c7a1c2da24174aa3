// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <unistd.h>

#include <slipway/cli/command/parse.hpp>
#include <slipway/cli/command/verb.hpp>

namespace slipway::cli::command::detail {

// The options of verbs that give a program its variables.
inline constexpr option env_option{.name = "env",
                                   .letter = 'e',
                                   .value = "NAME[=VALUE]",
                                   .help = "sets a variable; without a value, as it is here",
                                   .repeats = true};
inline constexpr option env_file_option{.name = "env-file",
                                        .value = "FILE",
                                        .help = "sets the variables of a file: a line for each",
                                        .repeats = true};

/// `NAME=VALUE`; a name alone has the value that it has here, and is left out where it has none.
inline void add_variable(std::vector<std::pair<std::string, std::string>>& env,
                         const std::string& text) {
    const auto equals = text.find('=');
    if (text.empty() || equals == 0)
        throw usage_error(
            "'" + text +
            "' is no variable: it is NAME=VALUE, or NAME for the value that it has here");
    if (equals != text.npos) env.emplace_back(text.substr(0, equals), text.substr(equals + 1));
    else if (const char* const here = std::getenv(text.c_str())) env.emplace_back(text, here);
}
inline void add_variables_of(const std::string& file,
                             std::vector<std::pair<std::string, std::string>>& env) {
    std::ifstream in(file);
    if (!in) throw usage_error("cannot read the variables of '" + file + "'");
    for (std::string line; std::getline(in, line);)
        if (!line.empty() && line[0] != '#') add_variable(env, line);
}
inline std::vector<std::pair<std::string, std::string>> variables_in(const arguments& given) {
    std::vector<std::pair<std::string, std::string>> made;
    for (char** each = given.has("env-host") ? ::environ : nullptr; each && *each; ++each)
        if (const std::string_view one = *each; one.find('=') != one.npos && one.find('=') != 0)
            made.emplace_back(one.substr(0, one.find('=')), one.substr(one.find('=') + 1));
    for (const std::string& file : given.values("env-file")) add_variables_of(file, made);
    for (const std::string& one : given.values("env")) add_variable(made, one);
    return made;
}

}  // namespace slipway::cli::command::detail
