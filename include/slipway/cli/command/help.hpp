// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: it is for the slipway command.

#include <string>
#include <vector>

#include <slipway/cli/command/verb.hpp>

namespace slipway::cli::command {

/// All verbs in their groups, and the options that stand before them.
std::string general_help(const std::string& program, const std::vector<verb>& verbs,
                         const std::vector<option>& global);

/// How one verb is used.
std::string help_of(const std::string& program, const verb& v);

/// What can be done with things of a kind: the verbs of two words that begin with it, such as
/// `network ls`; for `image` and `container`, all of their group. Empty where there are none.
std::string help_of_kind(const std::string& program, const std::vector<verb>& verbs,
                         const std::string& kind);

}  // namespace slipway::cli::command

#ifndef SLIPWAY_COMPILED
#include <slipway/cli/command/detail/help.hpp>
#endif
