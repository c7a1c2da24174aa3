// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>

#include <slipway/cli/command/parse.hpp>
#include <slipway/cli/command/verb.hpp>
#include <slipway/engine/filters.hpp>

namespace slipway::cli::command::detail {

/// What `--filter` asks for. Throws `usage_error` for what is no filter, and where
/// `engine::filters::add` refuses one.
inline engine::filters filters_of(const arguments& given,
                                  std::span<const engine::filter_name> known) {
    engine::filters made(known);
    for (const std::string& one : given.values("filter")) {
        const auto equals = one.find('=');
        if (equals == one.npos)
            throw usage_error("'" + one + "' is no filter: those are written NAME=VALUE");
        try {
            made.add(one.substr(0, equals), one.substr(equals + 1));
        } catch (const status_error& e) {
            throw usage_error(e.message());
        }
    }
    return made;
}

}  // namespace slipway::cli::command::detail
