// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/cli/command/parse.hpp>
#include <slipway/cli/command/verb.hpp>
#include <slipway/engine/detach_keys.hpp>

namespace slipway::cli::command::detail {

/// The option of verbs that stand in front of a terminal.
inline constexpr option detach_keys_option{
    .name = "detach-keys",
    .value = "KEYS",
    .help = "what leaves its terminal, as docker writes it (ctrl-p,ctrl-q)"};

using engine::detach_keys;

/// Those of `--detach-keys`, or the usual ones. Throws `usage_error`.
inline detach_keys detach_keys_in(const arguments& given) {
    const std::string text = given.value("detach-keys");
    if (text.empty()) return {};
    try {
        return detach_keys::parse(text);
    } catch (const status_error& e) {
        throw usage_error(e.message());
    }
}

}  // namespace slipway::cli::command::detail
