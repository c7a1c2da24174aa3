// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/cli/command/detail/complain.hpp>
#include <slipway/engine/containers.hpp>
#include <slipway/engine/unmet_limits.hpp>

namespace slipway::cli::command::detail {

/// Says which of the limits that were asked for a container goes without here. The machine is asked
/// only where there are some.
inline void warn_of_limits(engine::containers& all, const runtime::limits& wanted) {
    if (wanted.memory_bytes == 0 && wanted.cpu_millis == 0 && wanted.processes == 0) return;
    for (const std::string& sentence : engine::unmet_limits(all.runtime().info(), wanted))
        complain(sentence);
}

}  // namespace slipway::cli::command::detail
