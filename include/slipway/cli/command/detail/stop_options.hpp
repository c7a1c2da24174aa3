// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>

#include <slipway/cli/command/parse.hpp>
#include <slipway/core/number_in.hpp>
#include <slipway/runtime/stop_signal.hpp>

namespace slipway::cli::command::detail {

/// Throws `usage_error` for what is no signal.
inline std::string signal_in(const std::string& text) {
    if (!runtime::signal_named(text))
        throw usage_error("'" + text + "' is no signal, such as TERM or 15");
    return text;
}
inline std::chrono::milliseconds seconds_in(const std::string& text) {
    const auto number = core::number_in<int>(text);
    if (!number || *number < 0 || *number > 1'000'000)
        throw usage_error("'" + text + "' is no number of seconds");
    return std::chrono::seconds(*number);
}

}  // namespace slipway::cli::command::detail
