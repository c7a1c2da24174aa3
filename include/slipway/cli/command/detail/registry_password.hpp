// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdio>
#include <string>

#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/parse.hpp>
#include <slipway/cli/command/registry_password.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/net/password_hash.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_registry_password(session&, const arguments& given) {
    const std::string& name = given.operands()[0];
    if (name.empty() || name.find_first_of(":#\n") != name.npos)
        throw usage_error("'" + name + "' cannot be a user: a name has no colon");
    std::string password;
    for (int c = std::fgetc(stdin); c != EOF && c != '\n' && password.size() <= 4096;
         c = std::fgetc(stdin))
        password += static_cast<char>(c);
    if (password.empty() || password.size() > 4096)
        throw usage_error("a password of 1 to 4096 bytes is read from standard input");
    print_line(name + ':' + net::hash_password(password));
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb registry_password() {
    return {.name = "registry password",
            .usage = "USER",
            .summary = "read a password, and print a line for the users of registry serve",
            .least = 1,
            .most = 1,
            .run = detail::run_registry_password,
            .group = "Registries"};
}

}  // namespace slipway::cli::command
