// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: it is for the slipway command.

#include <string>
#include <vector>

#include <slipway/cli/command/verb.hpp>

namespace slipway::cli::command {

/// All verbs in their groups, and the options that stand before them.
std::string general_help(const std::string& program, const std::vector<verb>& verbs, const std::vector<option>& global);

/// How one verb is used.
std::string help_of(const std::string& program, const verb& v);

}  // namespace slipway::cli::command

#ifndef SLIPWAY_COMPILED
#include <slipway/cli/command/detail/help.hpp>
#endif
