// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: it is for the slipway command.

#include <string>
#include <string_view>
#include <vector>

#include <slipway/cli/command/verb.hpp>

namespace slipway::cli::command {

/// A script for `bash`, `zsh` or `fish` that completes verbs and their options. Throws
/// `usage_error` for another shell.
std::string completion(std::string_view shell, const std::string& program,
                       const std::vector<verb>& verbs, const std::vector<option>& global);

}  // namespace slipway::cli::command

#ifndef SLIPWAY_COMPILED
#include <slipway/cli/command/detail/completion.hpp>
#endif
