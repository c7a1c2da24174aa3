// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/core/status.hpp>
#include <slipway/engine/container.hpp>

namespace slipway::engine {

/// A security option in docker's words, with `=` or `:` between. Throws `status_error` (invalid)
/// for one that there is not.
inline void add_security_option(container_options& to, const std::string& text) {
    const auto end = text.find_first_of("=:");
    const std::string name = text.substr(0, end),
                      value = end == text.npos ? "" : text.substr(end + 1);
    if (name == "no-new-privileges" && (end == text.npos || value == "true" || value == "false"))
        to.no_new_privileges = value != "false";
    else if (name == "seccomp" && value == "unconfined")
        to.seccomp = runtime::seccomp_profile::unconfined;
    else if (name == "seccomp" && value == "builtin")
        to.seccomp = runtime::seccomp_profile::runtime_default;
    else
        throw status_error(
            core::reason::invalid,
            "there is no security option '" + text +
                "'; there are no-new-privileges, seccomp=unconfined and seccomp=builtin");
}

}  // namespace slipway::engine
