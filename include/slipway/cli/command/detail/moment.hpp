// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/cli/command/parse.hpp>
#include <slipway/engine/moment.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::cli::command::detail {

/// As `engine::moment_in`, but throws `usage_error`.
inline runtime::wall_time moment_in(const std::string& text) {
    try {
        return engine::moment_in(text);
    } catch (const status_error& e) {
        throw usage_error(e.message());
    }
}

}  // namespace slipway::cli::command::detail
