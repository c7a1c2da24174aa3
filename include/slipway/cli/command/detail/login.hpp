// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdio>
#include <iostream>
#include <iterator>
#include <string>

#include <termios.h>
#include <unistd.h>

#include <slipway/cli/command/login.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/registry_access.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/registry/host_of_address.hpp>

namespace slipway::cli::command {

namespace detail {

/// The host of a registry as its operand says it; Docker Hub without one. Throws `usage_error`.
inline std::string registry_host_of(const arguments& given) {
    if (given.operands().empty()) return "docker.io";
    if (const auto host = registry::host_of_address(given.operands()[0])) return *host;
    throw usage_error("'" + given.operands()[0] +
                      "' is no registry, such as registry.example.com:5000");
}

/// Does not show what is typed, as long as it lives.
class hidden_typing {
public:
    hidden_typing() {
        if (::tcgetattr(STDIN_FILENO, &before_) != 0) return;
        termios hidden = before_;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        changed_ = ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0;
    }
    hidden_typing(const hidden_typing&) = delete;
    ~hidden_typing() {
        if (changed_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    }

private:
    termios before_{};
    bool changed_ = false;
};

inline std::string asked(const char* what) {
    std::fprintf(stderr, "%s: ", what);
    std::string line;
    if (!std::getline(std::cin, line)) throw usage_error(std::string("there is no ") + what);
    return line;
}

inline registry::credentials credentials_from(const arguments& given) {
    registry::credentials made{.user = given.value("username"),
                               .password = given.value("password")};
    const bool from_input = given.has("password-stdin");
    if (from_input && given.has("password"))
        throw usage_error("--password and --password-stdin exclude each other");
    if (from_input && made.user.empty())
        throw usage_error("with --password-stdin, --username has to be given");
    if (from_input) {
        made.password = std::string{std::istreambuf_iterator<char>(std::cin), {}};
        made.password.erase(made.password.find_last_not_of("\r\n") + 1);
    } else if (made.user.empty() || made.password.empty()) {
        if (!::isatty(STDIN_FILENO))
            throw usage_error(
                "there is nobody to ask for a password: use --username and --password-stdin");
        if (made.user.empty()) made.user = asked("Username");
        if (made.password.empty()) {
            const hidden_typing hidden;
            made.password = asked("Password");
            std::fputs("\n", stderr);
        }
    }
    if (made.user.empty() || made.password.empty())
        throw usage_error("a user and a password are needed, and one is empty");
    return made;
}

inline int run_login(session& s, const arguments& given) {
    const std::string host = registry_host_of(given);
    const registry::credentials who = credentials_from(given);
    if (given.has("password"))
        s.say(
            "a password on the command line is seen by others on this machine: use --password-stdin");
    registry::http_registry_options options = registry_options(s, given, host);
    options.credentials = [&](const std::string& asking) {
        return asking == host ? std::optional(who) : std::nullopt;
    };
    options.hosts = {host};
    registry::http_registry(options).check();
    s.credentials().store(host, who);
    print_line("Login Succeeded");
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb login() {
    return {
        .name = "login",
        .usage = "[OPTION...] [REGISTRY]",
        .summary = "keep the password for a registry, after that has taken it",
        .options = with_registry_options(
            {{.name = "username", .letter = 'u', .value = "USER", .help = "whose password it is"},
             {.name = "password",
              .letter = 'p',
              .value = "PASSWORD",
              .help = "which others on this machine see"},
             {.name = "password-stdin", .help = "read the password from standard input"}}),
        .most = 1,
        .run = detail::run_login,
        .group = "Registries"};
}

}  // namespace slipway::cli::command
