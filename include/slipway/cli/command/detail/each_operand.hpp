// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/cli/command/detail/complain.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/verb.hpp>
#include <slipway/core/status.hpp>

namespace slipway::cli::command::detail {

/// Does something with each operand, and prints it; one that fails keeps nobody from the others. By
/// `--force` of verbs that have it, one that is not there does not fail. Gives the exit code.
template <class F>
int each_operand(const arguments& given, F f) {
    int code = 0;
    for (const std::string& name : given.operands()) {
        try {
            f(name);
            print_line(name);
        } catch (const status_error& e) {
            if (e.is(core::reason::not_found) && given.has("force")) continue;
            complain(e.message());
            code = 1;
        }
    }
    return code;
}

}  // namespace slipway::cli::command::detail
