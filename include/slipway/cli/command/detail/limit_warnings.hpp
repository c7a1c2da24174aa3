// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/cli/command/detail/complain.hpp>
#include <slipway/engine/containers.hpp>
#include <slipway/engine/unmet_limits.hpp>

namespace slipway::cli::command::detail {

/// Says which of the limits that were asked for a container goes without here.
inline void warn_of_limits(engine::containers& all, const runtime::limits& wanted) {
    for (const std::string& sentence : engine::unmet_limits(all, wanted)) complain(sentence);
}

}  // namespace slipway::cli::command::detail
