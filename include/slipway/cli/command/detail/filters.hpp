// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

#include <slipway/cli/command/parse.hpp>
#include <slipway/cli/command/verb.hpp>
#include <slipway/engine/filters.hpp>

namespace slipway::cli::command::detail {

/// What `--filter` asks for. Throws `usage_error` for what is no filter, and for names that are not
/// among `known`.
inline engine::filters filters_of(const arguments& given, std::span<const std::string_view> known) {
    engine::filters made;
    for (const std::string& one : given.values("filter")) {
        const auto equals = one.find('=');
        if (equals == one.npos)
            throw usage_error("'" + one + "' is no filter: those are written NAME=VALUE");
        const std::string name = one.substr(0, equals);
        try {
            engine::filters::check_name(name, known);
        } catch (const status_error& e) {
            throw usage_error(e.message());
        }
        made.add(name, one.substr(equals + 1));
    }
    return made;
}

}  // namespace slipway::cli::command::detail
