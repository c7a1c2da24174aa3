// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/cli/command/detail/each_operand.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/engine/containers.hpp>

namespace slipway::cli::command::detail {

/// Does something with each container that is named, as `each_operand`.
template <class F>
int each_container(session& s, const arguments& given, F f) {
    return each_operand(given, [&](const std::string& name) { f(s.containers().get(name)); });
}

}  // namespace slipway::cli::command::detail
