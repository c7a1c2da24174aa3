// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/cli/command/detail/complain.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/engine/containers.hpp>

namespace slipway::cli::command::detail {

/// Does something with each container that is named, and prints the name; one that fails keeps
/// nobody from the others. Gives the exit code.
template <class F>
int each_container(session& s, const arguments& given, F f) {
    int code = 0;
    for (const std::string& name : given.operands()) {
        try {
            f(s.containers().get(name));
            print_line(name);
        } catch (const status_error& e) {
            complain(e.message());
            code = 1;
        }
    }
    return code;
}

}  // namespace slipway::cli::command::detail
