// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include <slipway/cli/command/completion.hpp>
#include <slipway/cli/command/detail/complain.hpp>
#include <slipway/cli/command/help.hpp>
#include <slipway/cli/command/parse.hpp>
#include <slipway/cli/command/program.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/version.hpp>

namespace slipway::cli::command {

namespace detail {

/// The number of a standard stream that is closed would be that of the next file that is opened,
/// and what is printed would go into that: so each is one that can be read to its end, and not
/// written.
inline void keep_standard_streams() {
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        while (::fcntl(fd, F_GETFD) < 0 && ::open("/dev/null", O_RDONLY) >= 0) {
        }
}

/// Success only if all that was printed has been written.
inline int ended(int code) {
    if (std::fflush(stdout) == 0 && !std::ferror(stdout)) return code;
    std::fprintf(stderr, "slipway: cannot write: %s\n", std::strerror(errno));
    return own_failure;
}
inline int print(const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    return 0;
}

/// Whether the words ask how the verb is used. Throws `usage_error`.
inline bool asks_for_help(const verb& v, const std::vector<std::string>& words) {
    std::vector<option> options = v.options;
    options.push_back({.name = "help"});
    return parse_options(options, words, v.rest_is_command, false, v.missing).given.has("help");
}

/// Whether verbs of two words begin so, and none is that word.
inline bool is_kind(const std::vector<verb>& verbs, const std::string& word) {
    const auto any = [&](auto is) { return std::any_of(verbs.begin(), verbs.end(), is); };
    return any([&](const verb& v) { return v.name.starts_with(word + " "); }) &&
           !any([&](const verb& v) { return v.name == word; });
}

inline int run_help(const std::string& name, const std::vector<verb>& verbs,
                    const std::vector<std::string>& words) {
    if (words.empty()) return print(general_help(name, verbs, session::options()));
    if (words.size() == 1 && is_kind(verbs, words[0]))
        return print(help_of_kind(name, verbs, words[0]));
    std::size_t used = 0;
    return print(help_of(name, find_verb(verbs, words, used)));
}

/// `asked`: the verb, once it is known which one is meant.
inline int run_words(const std::string& name, const std::vector<verb>& verbs,
                     std::vector<std::string> words, bool rootless, std::string_view& asked) {
    const parsed_options global = parse_options(session::options(), words, false, true);
    words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(global.used));
    if (global.given.has("version")) return print(name + " " + slipway::version + "\n");
    if (global.given.has("help") || words.empty()) return run_help(name, verbs, {});
    const std::vector<std::string> behind(words.begin() + 1, words.end());
    if (words[0] == "help") return run_help(name, verbs, behind);
    if (words[0] == "completion") {
        if (behind.size() != 1) throw usage_error("the command is 'completion bash|zsh|fish'");
        return print(completion(behind[0], name, verbs, session::options()));
    }
    if (is_kind(verbs, words[0]) && (behind.empty() || behind[0] == "--help" || behind[0] == "-h"))
        return print(help_of_kind(name, verbs, words[0]));
    std::size_t used = 0;
    const verb& v = find_verb(verbs, words, used);
    asked = v.name;
    words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(used));
    if (asks_for_help(v, words)) return print(help_of(name, v));
    const arguments given = parse(v, words);
    session s(global.given, rootless);
    return v.run(s, given);
}

}  // namespace detail

SLIPWAY_INLINE int program(int argc, char** argv, std::vector<verb> verbs, bool rootless) {
    detail::keep_standard_streams();
    const std::string name = "slipway";
    std::string_view asked;
    try {
        return detail::ended(
            detail::run_words(name, verbs, std::vector<std::string>(argv + (argc > 0), argv + argc),
                              rootless, asked));
    } catch (const usage_error& e) {
        detail::complain(e.message());
        const std::string help = asked.empty() ? " --help tells what there is, slipway help COMMAND"
                                               : " help " + std::string(asked) + " tells";
        std::fputs((name + help + " how it is used\n").c_str(), stderr);
    } catch (const std::exception& e) {
        detail::complain(e.what());
    }
    return own_failure;
}

}  // namespace slipway::cli::command
