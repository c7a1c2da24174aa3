// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/cli/command/detail/login.hpp>
#include <slipway/cli/command/logout.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_logout(session& s, const arguments& given) {
    const std::string host = registry_host_of(given);
    if (s.credentials().erase(host)) print_line("Removed the password for " + host);
    else s.say("no password was known for " + host);
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb logout() {
    return {.name = "logout",
            .usage = "[REGISTRY]",
            .summary = "forget the password for a registry",
            .most = 1,
            .run = detail::run_logout,
            .group = "Registries"};
}

}  // namespace slipway::cli::command
